using System.Net;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>Which end of a veth pair, and with it which network namespace.</summary>
internal enum Side
{
    Host,
    Container,
}

/// <summary>
/// One interface as the kernel should have it: the only description of a bridged or routed interface. Start-Ct makes
/// it, a change moves from one to the next, the LXC hook and the container's files are written from it, and the drift
/// check compares with it.
/// </summary>
internal sealed record InterfaceState
{
    public required CtNetIfType Type { get; init; }

    /// <summary>What the alias of its links on the host says: whose they are.</summary>
    public required string Alias { get; init; }

    public required LinkState Host { get; init; }

    public required LinkState Container { get; init; }

    /// <summary>The bridge that the host end is a port of; null for none.</summary>
    public string? Bridge { get; init; }

    /// <summary>The hardware address of the container's end.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>The wish, in bytes; null for that of the bridge, or the kernel's default.</summary>
    public int? Mtu { get; init; }

    public int TxQueues { get; init; } = 1;

    public int RxQueues { get; init; } = 1;

    /// <summary>The limit of what the container sends.</summary>
    public BitRate MaxTx { get; init; } = BitRate.Unlimited;

    /// <summary>The limit of what the container receives.</summary>
    public BitRate MaxRx { get; init; } = BitRate.Unlimited;

    /// <summary>The name of the ifb on the host through which a limited container sends.</summary>
    public string Ifb => IfbName.Of(Host.Name);

    /// <summary>
    /// The container asks a DHCPv4 server and listens to router advertisements. The container's own client does it;
    /// static addresses may stand beside.
    /// </summary>
    public bool Dhcp { get; init; }
}

/// <summary>One end: its link with its settings, addresses and routes.</summary>
internal sealed record LinkState
{
    public required string Name { get; init; }

    /// <summary>In the order in which they are made.</summary>
    public IReadOnlyList<LinkSetting> Settings { get; init; } = [];

    /// <summary>In the order in which they are added. IPv6 without duplicate address detection, always.</summary>
    public IReadOnlyList<IPInterfaceAddress> Addresses { get; init; } = [];

    /// <summary>Ours; the connected routes of the addresses are the kernel's own and not listed.</summary>
    public IReadOnlyList<LinkRoute> Routes { get; init; } = [];

    /// <summary>
    /// Inside: which packets are looked up in <see cref="Table"/>. Where one rule is ours, all of its place are.
    /// </summary>
    public IReadOnlyList<LinkRule> Rules { get; init; } = [];

    /// <summary>
    /// The routing table that is the link's own, whether anything is in it or not; null where nothing can be.
    /// </summary>
    public uint? Table { get; init; }
}

/// <summary>A rule of policy routing: packets of a source are looked up in a table.</summary>
/// <param name="From">The source.</param>
/// <param name="Table">The table.</param>
internal sealed record LinkRule(IPNetwork From, uint Table)
{
    public IPVersion Version => Prefix.Version(From);

    /// <summary>The family as ip has to be told it: ip-rule(8) does not see it by the source.</summary>
    public string Option => Version == IPVersion.IPv4 ? "-4" : "-6";
}

/// <summary>A route through a link.</summary>
/// <param name="Destination">The prefix; 0.0.0.0/0 and ::/0 are the defaults.</param>
internal sealed record LinkRoute(IPNetwork Destination)
{
    /// <summary>The next hop; null when the link itself is the way (scope link).</summary>
    public IPAddress? Via { get; init; }

    /// <summary>The next hop is on the link although no address says so.</summary>
    public bool OnLink { get; init; }

    /// <summary>The preferred source address.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>0 is the kernel's own choice (IPv4 0, IPv6 1024).</summary>
    public uint Metric { get; init; }

    /// <summary>The routing table; 0 is the main one.</summary>
    public uint Table { get; init; }

    public bool IsDefault => Destination.PrefixLength == 0;

    public IPVersion Version => Prefix.Version(Destination);
}
