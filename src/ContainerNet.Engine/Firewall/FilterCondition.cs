using System.Net;

namespace ContainerNet.Engine.Firewall;

/// <summary>The first packet of a connection from a container to somewhere behind the host.</summary>
/// <param name="Version">Its family.</param>
/// <param name="From">The link that it comes in by.</param>
/// <param name="Prefixes">The container's addresses and what is routed to it.</param>
/// <param name="Ways">The links that it may leave by; empty when that is not known.</param>
internal sealed record ForwardedPacket(
    IPVersion Version, string From, IReadOnlyList<IPNetwork> Prefixes, IReadOnlyList<string> Ways);

/// <summary>Whether a condition holds for a packet of which not everything is known.</summary>
internal enum FilterMatch
{
    Never,
    Maybe,

    /// <summary>Maybe, and it is about our link or container: somebody has decided what happens to them.</summary>
    Named,
    Always,
}

/// <summary>A condition of a rule.</summary>
internal abstract record FilterCondition
{
    public abstract FilterMatch Of(ForwardedPacket packet);

    /// <summary>Whether it is about the packet's link.</summary>
    public virtual bool Names(ForwardedPacket packet) => Of(packet) == FilterMatch.Named;
}

/// <summary>The link that the packet comes in or leaves by.</summary>
/// <param name="Incoming">Which of the two.</param>
/// <param name="Links">The names; a star at the end stands for any.</param>
/// <param name="Not">Whether it must be another.</param>
internal sealed record LinkCondition(bool Incoming, IReadOnlyList<string> Links, bool Not) : FilterCondition
{
    public override FilterMatch Of(ForwardedPacket packet)
    {
        if (Incoming) return Has(packet.From) != Not ? FilterMatch.Always : FilterMatch.Never;
        if (!Not && Has(packet.From)) return FilterMatch.Named;
        int ways = packet.Ways.Count(way => Has(way) != Not);
        return ways == 0 ? packet.Ways.Count == 0 ? FilterMatch.Maybe : FilterMatch.Never
            : ways == packet.Ways.Count ? FilterMatch.Always : FilterMatch.Named;
    }

    public override bool Names(ForwardedPacket packet) => (!Not && Has(packet.From)) || base.Names(packet);

    private bool Has(string name) => Links.Any(
        l => l == name || (l.EndsWith('*') && name.StartsWith(l[..^1], StringComparison.Ordinal)));
}

/// <summary>An address of the packet is in one of these networks.</summary>
/// <param name="Networks">The networks.</param>
internal sealed record AddressCondition(IReadOnlyList<IPNetwork> Networks) : FilterCondition
{
    public override FilterMatch Of(ForwardedPacket packet) =>
        Networks.Any(n => packet.Prefixes.Any(p => Prefix.Version(n) == Prefix.Version(p) && Prefix.Overlaps(n, p)))
            ? FilterMatch.Named
            : FilterMatch.Maybe;
}

/// <summary>The family of the packet.</summary>
/// <param name="Version">Which it must be.</param>
internal sealed record FamilyCondition(IPVersion Version) : FilterCondition
{
    public override FilterMatch Of(ForwardedPacket packet) =>
        packet.Version == Version ? FilterMatch.Always : FilterMatch.Never;
}

/// <summary>The state of the packet's connection.</summary>
/// <param name="Words">Which it may be.</param>
internal sealed record StateCondition(IReadOnlyList<string> Words) : FilterCondition
{
    public override FilterMatch Of(ForwardedPacket packet) =>
        Words.Contains("new", StringComparer.OrdinalIgnoreCase) ? FilterMatch.Always : FilterMatch.Never;
}

/// <summary>Anything else.</summary>
/// <param name="MayName">Whether it may be about our links.</param>
internal sealed record OtherCondition(bool MayName = false) : FilterCondition
{
    public override FilterMatch Of(ForwardedPacket packet) => MayName ? FilterMatch.Named : FilterMatch.Maybe;
}
