using System.Globalization;
using System.Net;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>One step for the kernel, in terms of names: only the executor knows indexes and sockets.</summary>
/// <param name="Side">The namespace in which it happens.</param>
/// <param name="Link">The link's name there.</param>
internal abstract record KernelOp(Side Side, string Link)
{
    /// <summary>
    /// What the step does, for errors and -Verbose: "add address 192.0.2.1/32 to eth0 in the container".
    /// </summary>
    public abstract string Description { get; }

    /// <summary>The address or prefix that the step is about, to find the wish that caused it.</summary>
    public virtual object? Subject => null;

    /// <summary>The link, and where it is.</summary>
    protected string Place => $"{Link} {(Side == Side.Host ? "on the host" : "in the container")}";
}

/// <summary>A step that ip(8) takes in the LXC hook.</summary>
internal abstract record IpOp(Side Side, string Link) : KernelOp(Side, Link)
{
    /// <summary>A line of <c>ip -batch</c>. The lines stand without a family, so each must tell its own.</summary>
    public abstract string ToIp();
}

/// <summary>A step that is a value written below /proc/sys.</summary>
internal abstract record SysctlOp(Side Side, string Link, int Value) : KernelOp(Side, Link)
{
    /// <summary>The path below /proc/sys.</summary>
    public abstract string Path { get; }

    /// <summary>As sysctl(8) names settings: dots for slashes, and slashes for the dots in a link's name.</summary>
    public override string Description =>
        $"set {string.Concat(Path.Select(c => c switch { '/' => '.', '.' => '/', _ => c }))} to {Value} "
        + (Side == Side.Host ? "on the host" : "in the container");
}

/// <summary>Make the veth pair, its far end straight in the container's namespace. LXC's hook has a file of its own for
/// it.</summary>
/// <param name="Interface">The interface.</param>
internal sealed record CreateVeth(InterfaceState Interface) : KernelOp(Side.Host, Interface.Host.Name)
{
    public override string Description =>
        $"create the veth pair of {Place} and {Interface.Container.Name} in the container";
}

/// <summary>Remove a link; its peer goes with it.</summary>
internal sealed record DeleteLink(Side Side, string Link) : IpOp(Side, Link)
{
    public override string Description => $"delete link {Place}";

    public override string ToIp() => $"link del dev {Link}";
}

/// <summary>Bring a link up.</summary>
internal sealed record SetUp(Side Side, string Link) : IpOp(Side, Link)
{
    public override string Description => $"set link {Place} up";

    public override string ToIp() => $"link set dev {Link} up";
}

/// <summary>Say on the host whose a host veth is (IFLA_IFALIAS).</summary>
/// <param name="Link">The host veth.</param>
/// <param name="Alias">The text.</param>
internal sealed record SetAlias(string Link, string Alias) : IpOp(Side.Host, Link)
{
    public override string Description => $"set the alias of link {Place} to '{Alias}'";

    public override string ToIp() => $"link set dev {Link} alias \"{Alias}\"";
}

/// <summary>Set the greatest packet of a link, in bytes.</summary>
internal sealed record SetMtu(Side Side, string Link, int Bytes) : IpOp(Side, Link)
{
    public override string Description => $"set the MTU of link {Place} to {Bytes}";

    public override string ToIp() => $"link set dev {Link} mtu {Bytes}";
}

/// <summary>Set the hardware address of a link.</summary>
internal sealed record SetMac(Side Side, string Link, MacAddress Address) : IpOp(Side, Link)
{
    public override string Description => $"set the MAC address of link {Place} to {Address}";

    public override string ToIp() => $"link set dev {Link} address {Address}";
}

/// <summary>Make a host veth a port of a bridge.</summary>
/// <param name="Link">The host veth.</param>
/// <param name="Bridge">The bridge.</param>
internal sealed record SetMaster(string Link, string Bridge) : IpOp(Side.Host, Link)
{
    public override string Description => $"make link {Place} a port of bridge {Bridge}";

    public override string ToIp() => $"link set dev {Link} master {Bridge}";
}

/// <summary>Set a per-link setting of the kernel: /proc/sys/net/{ipv4,ipv6}/conf/LINK/KEY.</summary>
internal sealed record SetSysctl(Side Side, string Link, IPVersion Version, string Key, int Value)
    : SysctlOp(Side, Link, Value)
{
    public override string Path => $"net/{(Version == IPVersion.IPv4 ? "ipv4" : "ipv6")}/conf/{Link}/{Key}";
}

/// <summary>Let the host forward packets of a family. Stays on: others on the host may rely on it by then.</summary>
internal sealed record EnableForwarding(string Link, IPVersion Version) : SysctlOp(Side.Host, Link, 1)
{
    /// <summary>For IPv4, ip_forward sets every link's switch.</summary>
    public override string Path =>
        Version == IPVersion.IPv4 ? "net/ipv4/ip_forward" : "net/ipv6/conf/all/forwarding";
}

/// <summary>Add an address; IPv6 without duplicate address detection, so that it is a valid source at once.</summary>
internal sealed record AddAddress(Side Side, string Link, IPInterfaceAddress Address) : IpOp(Side, Link)
{
    public override string Description => $"add address {Address} to {Place}";

    public override object Subject => Address;

    public override string ToIp() =>
        $"addr add {Address} dev {Link}{(Address.GetVersion() == IPVersion.IPv6 ? " nodad" : "")}";
}

/// <summary>Remove an address.</summary>
internal sealed record RemoveAddress(Side Side, string Link, IPInterfaceAddress Address) : IpOp(Side, Link)
{
    public override string Description => $"delete address {Address} from {Place}";

    public override object Subject => Address;

    public override string ToIp() => $"addr del {Address} dev {Link}";
}

/// <summary>Add a route; one of the same prefix and metric must not be there.</summary>
internal sealed record AddRouteStep(Side Side, string Link, LinkRoute Route) : IpOp(Side, Link)
{
    public override string Description => $"add route {RouteText.InWords(Route, Place)}";

    public override object Subject => Route.Destination;

    public override string ToIp() => $"route add {RouteText.Of(Link, Route)} proto {RouteText.Protocol(Side)}";
}

/// <summary>Put a route in the place of the one with the same prefix and metric, in one step of the kernel.</summary>
internal sealed record ReplaceRoute(Side Side, string Link, LinkRoute Route) : IpOp(Side, Link)
{
    public override string Description => $"replace route {RouteText.InWords(Route, Place)}";

    public override object Subject => Route.Destination;

    public override string ToIp() => $"route replace {RouteText.Of(Link, Route)} proto {RouteText.Protocol(Side)}";
}

/// <summary>Remove a route, whatever its source: the kernel drops that when its address goes (IPv6).</summary>
internal sealed record RemoveRouteStep(Side Side, string Link, LinkRoute Route) : IpOp(Side, Link)
{
    public override string Description => $"delete route {RouteText.InWords(Route with { Source = null }, Place)}";

    public override object Subject => Route.Destination;

    public override string ToIp() => $"route del {RouteText.Of(Link, Route with { Source = null })}{RouteText.OursOnly(Side)}";
}

/// <summary>A route in the words of ip-route(8), and in those of a sentence.</summary>
internal static class RouteText
{
    /// <summary>What a deletion says more: of the host's routes only ours are meant.</summary>
    public static string OursOnly(Side side) => side == Side.Host ? $" proto {Protocol(side)}" : "";

    /// <summary>Who says to have made a route: on the host we do, inside it is a static one as any.</summary>
    public static string Protocol(Side side) =>
        side == Side.Host ? HostRoutes.Protocol.ToString(CultureInfo.InvariantCulture) : "static";

    /// <summary>"default" is of IPv4 unless a gateway tells; ::/0 tells it by itself.</summary>
    public static string Of(string link, LinkRoute route)
    {
        bool tells = route.Version == IPVersion.IPv4 || route.Via is not null;
        return (route.IsDefault && tells ? "default" : route.Destination.ToString())
            + Part(" via ", route.Via)
            + $" dev {link}"
            + Part(" src ", route.Source)
            + (route.Metric != 0 ? $" metric {route.Metric}" : "")
            + (route.OnLink ? " onlink" : "");
    }

    /// <param name="route">The route.</param>
    /// <param name="place">The link, and where it is.</param>
    public static string InWords(LinkRoute route, string place) =>
        route.Destination
            + Part(" via ", route.Via)
            + $" through {place}"
            + Part(", source ", route.Source)
            + (route.Metric != 0 ? $", metric {route.Metric}" : "")
            + (route.OnLink ? ", gateway on the link" : "");

    private static string Part(string word, IPAddress? address) => address is null ? "" : word + address;
}
