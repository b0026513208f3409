using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Bridges;

/// <summary>Brings bridges to the desired state: link, forwarding, DHCP server, NAT rules.</summary>
internal sealed class BridgeRunner(BridgeStore store, string runDirectory)
{
    private readonly Dnsmasq _dnsmasq = new(store, runDirectory);

    /// <summary>The process id of a bridge's DHCP server; null when none of ours runs.</summary>
    public int? ServerPid(string bridge) => _dnsmasq.FindPid(bridge);

    /// <summary>Stores a bridge and brings it up; when anything fails, everything returns to what it was.</summary>
    /// <param name="name">The bridge.</param>
    /// <param name="before">The stored state; null for none.</param>
    /// <param name="after">The new state; null removes the bridge.</param>
    /// <param name="observer">Is told of steps.</param>
    public void Commit(string name, BridgeConfig? before, BridgeConfig? after, ICtObserver observer)
    {
        if (after is null)
        {
            store.Delete(name);
            Remove(name, observer);
            return;
        }

        RequireTools(after);
        store.Write(after);
        try
        {
            Bring(after, observer);
            Nat.Bring(store.ReadAll(), name);
        }
        catch
        {
            TakeBack(name, before, observer);
            throw;
        }
    }

    /// <summary>Brings all of a bridge but its NAT to the desired state; does nothing when it is in it.</summary>
    public void Bring(BridgeConfig config, ICtObserver observer)
    {
        using var view = new HostView();
        string missing = string.Join(", ", FindMissing(config, view));
        if (missing.Length > 0) observer.Verbose($"Bringing up {config.Name}: {missing}.");
        using var host = RouteNetlink.Open();
        BridgeLink.Bring(config, host);
        foreach (IPVersion version in config.Addresses.Select(a => a.GetVersion()).Distinct())
        {
            HostForwarding.Enable(version, host);
        }

        if (config.Dhcp) _dnsmasq.Bring(config, host.GetLink(config.Name)!.Index);
        else _dnsmasq.Stop(config.Name);
    }

    /// <summary>What of a bridge is not as it should be, its NAT left out.</summary>
    public IEnumerable<string> FindMissing(BridgeConfig config, HostView host)
    {
        Link? link = host.Find(config.Name);
        if (link is null)
        {
            yield return "link missing";
        }
        else if (!BridgeLink.IsOurs(link))
        {
            yield return "link of another program's";
            yield break;
        }
        else
        {
            if (!link.IsUp) yield return "link down";
            if (BridgeLink.IsOpenToRouters(link)) yield return "router advertisements accepted";
            if (config.Mtu is { } mtu && link.Mtu != mtu) yield return $"MTU {link.Mtu}";
            IPInterfaceAddress[] there = [.. host.AddressesOf(link, AddressFlags.Permanent)];
            foreach (IPInterfaceAddress one in config.Addresses.Except(there)) yield return $"address {one} missing";
            foreach (IPInterfaceAddress one in there.Except(config.Addresses)) yield return $"address {one} too many";
        }

        foreach (IPVersion version in config.Addresses.Select(a => a.GetVersion()).Distinct())
        {
            if (!HostForwarding.IsOn(version)) yield return $"forwarding of {version} off";
        }

        bool serves = link is not null && _dnsmasq.IsAsWanted(config, link.Index);
        if (config.Dhcp && !serves) yield return "DHCP server not running as it should";
        if (!config.Dhcp && _dnsmasq.FindPid(config.Name) is not null) yield return "DHCP server running";
    }

    private void Remove(string name, ICtObserver observer)
    {
        observer.Verbose($"Removing DHCP server, NAT rules and link of {name}.");
        _dnsmasq.Stop(name);
        Nat.Bring(store.ReadAll(), name);
        using var host = RouteNetlink.Open();
        BridgeLink.Remove(name, host);
    }

    private static void RequireTools(BridgeConfig config)
    {
        if (config.Dhcp) Dnsmasq.Require(config.Name);
        if (config.MasqueradedNetworks.Any()) Nat.Require(config.Name);
    }

    private void TakeBack(string name, BridgeConfig? before, ICtObserver observer)
    {
        try
        {
            if (before is null)
            {
                store.Delete(name);
                Remove(name, observer);
            }
            else
            {
                store.Write(before);
                Bring(before, observer);
                Nat.Bring(store.ReadAll(), name);
            }
        }
        catch (Exception e) when (BridgeErrors.Translate(e, name) is not null)
        {
            // The first refusal is the one that the user must see; Restore-CtNet tries this again.
            observer.Warning($"{name} could not be restored: {e.Message}");
        }
    }
}
