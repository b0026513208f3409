using System.Net;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>Interconnects that the engine chooses: the lowest network of a family's pool that nobody has.</summary>
internal sealed partial class Editor
{
    private List<Interconnect> ChooseVia(
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

    // One that came from the pool stays: saying the same twice changes nothing.
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
