using System.Net;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>One step for the kernel, in terms of names: only the executor knows indexes and sockets.</summary>
/// <param name="Side">The namespace in which it happens.</param>
/// <param name="Link">The link's name there.</param>
internal abstract record KernelOp(Side Side, string Link)
{
    /// <summary>The step as ip(8) would be told, without the program's name, for the LXC hook.</summary>
    public abstract string ToIp();

    /// <summary>The step as a command line, with the program's name.</summary>
    public virtual string ToCommand() => $"ip {ToIp()}";

    /// <summary>The address or prefix that the step is about, to find the wish that caused it.</summary>
    public virtual object? Subject => null;
}

/// <summary>Make the veth pair, its far end straight in the container's namespace.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Alias">Says on the host whose it is.</param>
internal sealed record CreateVeth(InterfaceState Interface, string Alias) : KernelOp(Side.Host, Interface.Host.Name)
{
    public override string ToIp() =>
        $"link add {Link} type veth peer name {Interface.Container.Name} netns CONTAINER";
}

/// <summary>Remove a link; its peer goes with it.</summary>
internal sealed record DeleteLink(Side Side, string Link) : KernelOp(Side, Link)
{
    public override string ToIp() => $"link del dev {Link}";
}

/// <summary>Bring a link up.</summary>
internal sealed record SetUp(Side Side, string Link) : KernelOp(Side, Link)
{
    public override string ToIp() => $"link set dev {Link} up";
}

/// <summary>Say on the host whose a host veth is (IFLA_IFALIAS).</summary>
/// <param name="Link">The host veth.</param>
/// <param name="Alias">The text.</param>
internal sealed record SetAlias(string Link, string Alias) : KernelOp(Side.Host, Link)
{
    public override string ToIp() => $"link set dev {Link} alias \"{Alias}\"";
}

/// <summary>Make a host veth a port of a bridge.</summary>
/// <param name="Link">The host veth.</param>
/// <param name="Bridge">The bridge.</param>
internal sealed record SetMaster(string Link, string Bridge) : KernelOp(Side.Host, Link)
{
    public override string ToIp() => $"link set dev {Link} master {Bridge}";
}

/// <summary>Set a per-link setting of the kernel: /proc/sys/net/{ipv4,ipv6}/conf/LINK/KEY.</summary>
internal sealed record SetSysctl(Side Side, string Link, IPVersion Version, string Key, int Value) : KernelOp(Side, Link)
{
    public override string ToIp() => $"# sysctl {Path}={Value}";

    /// <summary>The path below /proc/sys.</summary>
    public string Path => $"net/{(Version == IPVersion.IPv4 ? "ipv4" : "ipv6")}/conf/{Link}/{Key}";
}

/// <summary>Let the host forward packets of a family. Stays on: others on the host may rely on it by then.</summary>
internal sealed record EnableForwarding(string Link, IPVersion Version) : KernelOp(Side.Host, Link)
{
    public override string ToIp() => $"# sysctl {Path}=1";

    /// <summary>The path below /proc/sys. For IPv4, ip_forward sets every link's switch.</summary>
    public string Path => Version == IPVersion.IPv4 ? "net/ipv4/ip_forward" : "net/ipv6/conf/all/forwarding";
}

/// <summary>Add an address; IPv6 without duplicate address detection, so that it is a valid source at once.</summary>
internal sealed record AddAddress(Side Side, string Link, IPInterfaceAddress Address) : KernelOp(Side, Link)
{
    public override object Subject => Address;

    public override string ToIp() =>
        $"addr add {Address} dev {Link}{(Address.GetVersion() == IPVersion.IPv6 ? " nodad" : "")}";
}

/// <summary>Remove an address.</summary>
internal sealed record RemoveAddress(Side Side, string Link, IPInterfaceAddress Address) : KernelOp(Side, Link)
{
    public override object Subject => Address;

    public override string ToIp() => $"addr del {Address} dev {Link}";
}

/// <summary>Add a route; one of the same prefix and metric must not be there.</summary>
internal sealed record AddRouteOp(Side Side, string Link, LinkRoute Route) : KernelOp(Side, Link)
{
    public override object Subject => Route.Destination;

    public override string ToIp() => $"route add {RouteText.Of(Link, Route)} proto static";
}

/// <summary>Put a route in the place of the one with the same prefix and metric, in one step of the kernel.</summary>
internal sealed record ReplaceRoute(Side Side, string Link, LinkRoute Route) : KernelOp(Side, Link)
{
    public override object Subject => Route.Destination;

    public override string ToIp() => $"route replace {RouteText.Of(Link, Route)} proto static";
}

/// <summary>Remove a route.</summary>
internal sealed record RemoveRouteOp(Side Side, string Link, LinkRoute Route) : KernelOp(Side, Link)
{
    public override object Subject => Route.Destination;

    public override string ToIp() => $"route del {RouteText.Of(Link, Route)}";
}

/// <summary>A route in the words of ip-route(8).</summary>
internal static class RouteText
{
    public static string Of(string link, LinkRoute route)
    {
        string destination = route.IsDefault ? "default" : route.Destination.ToString();
        string family = route.IsDefault && route.Via is null && route.Version == IPVersion.IPv6 ? "inet6 " : "";
        return family + destination
            + Part(" via ", route.Via)
            + $" dev {link}"
            + Part(" src ", route.Source)
            + (route.Metric != 0 ? $" metric {route.Metric}" : "")
            + (route.OnLink ? " onlink" : "");
    }

    private static string Part(string word, IPAddress? address) => address is null ? "" : word + address;
}
