using System.Net;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>
/// Interconnects of routed interfaces: those that the user gives, and those that the engine chooses, the lowest network
/// of a family's pool that is free.
/// </summary>
internal sealed class InterconnectEdits(AddressIndex index, IHostView host, NetOptions options)
{
    /// <summary>
    /// Gives an interface, whose own networks are not in the index, the interconnects that settings ask for.
    /// </summary>
    public void Set(ContainerConfig container, InterfaceConfig config, InterfaceSettings settings, string target)
    {
        if (settings.AutoVia is { } auto) Set(container, config, Choose(config, settings, auto, target), target);
        else if (settings.Via is { } via) Set(container, config, via, target);
    }

    private void Set(
        ContainerConfig container, InterfaceConfig config, IReadOnlyList<Interconnect> via, string target)
    {
        var chosen = new Dictionary<IPVersion, Interconnect>();
        foreach (Interconnect interconnect in via)
        {
            if (!chosen.TryAdd(interconnect.GetVersion(), interconnect))
            {
                throw Errors.TwoInterconnects(target, chosen[interconnect.GetVersion()], interconnect);
            }

            RequireFree(interconnect, container.Name, config.Name, target);
        }

        config.ViaV4 = chosen.GetValueOrDefault(IPVersion.IPv4);
        config.ViaV6 = chosen.GetValueOrDefault(IPVersion.IPv6);
        foreach (IPVersion version in Enum.GetValues<IPVersion>())
        {
            bool used = config.Addresses(version).Count > 0 || config.Routes(version).Count > 0;
            if (used && !config.Carries(version)) throw Errors.InterconnectInUse(target, version);
            foreach (IPInterfaceAddress address in config.Addresses(version))
            {
                InterfaceRules.CheckAddress(config, address, target);
                if (!InterfaceRules.IsEnd(config, address.IPAddress)) continue;
                IPNetwork network = config.Via(version)!.Network;
                var owner = new PrefixOwner(container.Name, config.Name, network, PrefixUse.Interconnect);
                throw InterfaceErrors.AddressInUse(address, owner, target);
            }
        }
    }

    private void RequireFree(Interconnect interconnect, string container, string interfaceName, string target)
    {
        foreach (PrefixOwner owner in index.FindOverlaps(interconnect.Network))
        {
            bool own = owner.Container == container && owner.Interface == interfaceName;
            if (own) continue;
            throw InterfaceErrors.InterconnectOverlaps(interconnect, owner, target);
        }

        if (host.FindOverlap(interconnect.Network) is var (link, network))
        {
            throw Errors.InterconnectOverlaps(interconnect, link, network, target);
        }
    }

    private List<Interconnect> Choose(
        InterfaceConfig config, InterfaceSettings settings, IReadOnlyList<IPVersion> versions, string target)
    {
        List<Interconnect> chosen = [.. settings.Via ?? []];
        foreach (IPVersion version in versions.Distinct())
        {
            if (chosen.Exists(v => v.GetVersion() == version)) continue;
            if (options.Pool(version).Network is not { } pool) continue;
            chosen.Add(Kept(config, pool) ?? NextFree(pool, target));
        }

        if (chosen.Count == 0) throw Errors.NoPool(versions, target);
        return chosen;
    }

    // One that came from the pool stays, so that the same change twice changes nothing.
    private static Interconnect? Kept(InterfaceConfig config, IPNetwork pool)
    {
        IPVersion version = Prefix.Version(pool);
        return config.Via(version) is { } now
            && now.Network.PrefixLength == InterconnectPool.PrefixLengthOf(version) && Prefix.Covers(pool, now.Network)
                ? now
                : null;
    }

    private Interconnect NextFree(IPNetwork pool, string target)
    {
        int length = InterconnectPool.PrefixLengthOf(Prefix.Version(pool));
        AddressIndex taken = index;
        while (taken.FindFree(pool, length) is { } candidate)
        {
            if (host.FindOverlap(candidate) is not var (link, network)) return new Interconnect(candidate);
            if (ReferenceEquals(taken, index)) taken = index.Clone();
            taken.Add(new PrefixOwner("", link, network, PrefixUse.Interconnect));
        }

        throw Errors.PoolExhausted(pool, target);
    }
}
