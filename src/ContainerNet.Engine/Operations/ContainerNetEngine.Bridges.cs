using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Bridges.</summary>
internal sealed partial class ContainerNetEngine
{
    public IEnumerable<CtBridge> GetBridges(Func<string, bool>? name = null)
    {
        HostNetwork host = HostNetwork.Read();
        Dictionary<string, BridgeConfig> known = _bridges.ReadAll().ToDictionary(b => b.Name, StringComparer.Ordinal);
        ILookup<string, CtBridgePort> users = BridgeUsers();
        return host.Links.Where(l => l.Kind == "bridge").Select(l => l.Name)
            .Union(known.Keys, StringComparer.Ordinal)
            .Where(n => name is null || name(n))
            .Order(StringComparer.Ordinal)
            .Select(n => Describe(n, known.GetValueOrDefault(n), host, users[n]))
            .ToList();
    }

    public IReadOnlyList<CtBridgeOutcome> ApplyBridges(
        IReadOnlyList<CtBridgeChange> changes, ICtObserver observer, CancellationToken cancellation = default)
    {
        if (changes.Count == 0) return [];
        Privileges.Require("change bridges");
        using IDisposable held = _store.Lock(s_lockTimeout, cancellation);
        var outcomes = new List<CtBridgeOutcome>(changes.Count);
        foreach (CtBridgeChange change in changes)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Apply(change, observer);
                CtBridge? bridge = change is RemoveBridge ? null : GetBridges(n => n == change.Name).FirstOrDefault();
                outcomes.Add(new CtBridgeOutcome(change, bridge, null));
            }
            catch (Exception e) when (BridgeErrors.Translate(e, change.Name) is not null)
            {
                outcomes.Add(new CtBridgeOutcome(change, null, BridgeErrors.Translate(e, change.Name)));
            }
        }

        return outcomes;
    }

    private void Apply(CtBridgeChange change, ICtObserver observer)
    {
        BridgeConfig? before = _bridges.Read(change.Name);
        HostNetwork host = HostNetwork.Read();
        Link? link = host.Find(change.Name);
        BridgeLink.RequireOurs(change.Name, link);
        if (before is null && change is not NewBridge && link is null) throw BridgeErrors.NotFound(change.Name);
        BridgeConfig? after = null;
        if (change is RemoveBridge removal)
        {
            string[] users = [.. PortsOf(change.Name, host, BridgeUsers()[change.Name]).Select(p => p.ToString())];
            if (users.Length > 0 && !removal.Force) throw BridgeErrors.InUse(change.Name, users);
        }
        else
        {
            after = Wanted(change, before, host);
            WarnOfSilence(after, before, observer);
        }

        _bridgeRunner.Commit(change.Name, before, after, observer);
    }

    private BridgeConfig Wanted(CtBridgeChange change, BridgeConfig? before, HostNetwork host)
    {
        var rules = new BridgeRules(_store.LoadIndex(), host);
        if (change is SetBridge set) return rules.Merge(before ?? new BridgeConfig(change.Name), set.Settings);
        BridgeSettings settings = ((NewBridge)change).Settings;
        if (before is null) return rules.Create(change.Name, settings);
        return BridgeRules.FirstDifference(before, settings) is { } setting
            ? throw BridgeErrors.Exists(change.Name, setting)
            : before;
    }

    private static void WarnOfSilence(BridgeConfig after, BridgeConfig? before, ICtObserver observer)
    {
        foreach (IPInterfaceAddress address in after.Addresses.Except(before?.Addresses ?? []))
        {
            bool silent = after.Dhcp && address.GetVersion() == IPVersion.IPv6 && address.PrefixLength != 64;
            if (!silent) continue;
            observer.Warning($"{after.Name} does not advertise {address}: hosts choose addresses in a /64 only.");
        }
    }

    private CtBridge Describe(string name, BridgeConfig? config, HostNetwork host, IEnumerable<CtBridgePort> users)
    {
        Link? link = host.Find(name);
        bool ours = config is not null && (link is null || BridgeLink.IsOurs(link));
        int? pid = ours ? _bridgeRunner.ServerPid(name) : null;
        bool up = link?.IsUp == true && (!ours || !config!.Dhcp || pid is not null);
        return new CtBridge
        {
            Name = name,
            Address = ours ? [.. config!.Addresses] : link is null ? [] : [.. host.AddressesOf(link)],
            Dhcp = ours ? config!.Dhcp : null,
            DhcpRange = ours ? config!.LeaseRange : null,
            Nat = ours ? config!.Nat : null,
            Mtu = ours ? config!.Mtu : link?.Mtu,
            DnsServer = ours ? [.. config!.DnsServers] : [],
            State = up ? CtNetIfState.Up : CtNetIfState.Down,
            Managed = ours,
            DhcpServerPid = pid,
            Interfaces = [.. PortsOf(name, host, users)],
            Leases = ours ? [.. LeasesOf(config!)] : [],
        };
    }

    // The file outlives the bridge; one of the same name may have another network now.
    private IEnumerable<CtBridgeLease> LeasesOf(BridgeConfig config) =>
        LeaseFile.Read(config.Name, _bridges.LeaseFile(config.Name))
            .Where(l => config.Addresses.Any(a => a.GetNetwork().Contains(l.Address)));

    private static IEnumerable<CtBridgePort> PortsOf(string bridge, HostNetwork host, IEnumerable<CtBridgePort> users)
    {
        Link[] ports = host.Find(bridge) is { } link ? [.. host.PortsOf(link)] : [];
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (CtBridgePort user in users)
        {
            told.Add(user.HostInterface);
            bool attached = Array.Exists(ports, p => p.Name == user.HostInterface);
            yield return user with { State = attached ? CtNetIfState.Up : CtNetIfState.Down };
        }

        foreach (Link port in ports.Where(p => told.Add(p.Name)))
        {
            yield return new CtBridgePort { HostInterface = port.Name, State = CtNetIfState.Up };
        }
    }

    // By the bridge that they name.
    private ILookup<string, CtBridgePort> BridgeUsers() => (
        from container in _store.ReadAll().Containers
        from item in container.Interfaces
        where item.Link is not null
        select (item.Link, Port: new CtBridgePort
        {
            Container = container.Name,
            Interface = item.Name,
            HostInterface = item.HostInterface,
        })).ToLookup(u => u.Link, u => u.Port, StringComparer.Ordinal);
}
