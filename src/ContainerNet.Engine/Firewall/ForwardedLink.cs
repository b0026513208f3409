using System.Net;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Firewall;

/// <summary>A link of the host that a container's packets are forwarded by, as chains see them.</summary>
/// <param name="Name">The link: a host veth, or a bridge.</param>
/// <param name="Target">The interface, as web01/eth0.</param>
/// <param name="IsPort">Whether it counts in chains of the family bridge, as a port.</param>
/// <param name="Versions">The families in which it counts in those of IP.</param>
/// <param name="Prefixes">What the container has, and what is routed to it.</param>
internal sealed record ForwardedLink(
    string Name, string Target, bool IsPort, IReadOnlyList<IPVersion> Versions, IReadOnlyList<IPNetwork> Prefixes)
{
    private static readonly IPVersion[] s_versions = [IPVersion.IPv4, IPVersion.IPv6];

    /// <summary>What rules match it by: all links of ours that can be told by their prefix are matched by that.</summary>
    public string Pattern =>
        Name.StartsWith(HostVethName.Prefix, StringComparison.Ordinal) ? HostVethName.Prefix + "*" : Name;

    /// <summary>Any link with a name that we make, whether there is one or not.</summary>
    public static ForwardedLink Any { get; } =
        new(HostVethName.Prefix + "2aaaaaaa", "", IsPort: true, s_versions, []);

    /// <summary>Those of an interface.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="config">The interface.</param>
    /// <param name="bridged">The families in which packets of its bridge go through the chains of IP.</param>
    public static IEnumerable<ForwardedLink> Of(
        string container, InterfaceConfig config, Func<string, IReadOnlyList<IPVersion>> bridged)
    {
        string target = $"{container}/{config.Name}";
        IPNetwork[] prefixes =
        [
            .. config.AddressesV4.Concat(config.AddressesV6).Select(a => new IPNetwork(a.IPAddress, IPText.BitLength(a.IPAddress))),
            .. config.RoutesV4.Concat(config.RoutesV6).Select(r => r.Destination),
        ];
        if (config.Type == CtNetIfType.Routed)
        {
            IPVersion[] versions = [.. s_versions.Where(v => config.Addresses(v).Count + config.Routes(v).Count > 0)];
            yield return new ForwardedLink(config.HostInterface, target, IsPort: false, versions, prefixes);
            yield break;
        }

        yield return new ForwardedLink(config.HostInterface, target, IsPort: true, [], prefixes);
        yield return new ForwardedLink(config.Link!, target, IsPort: false, bridged(config.Link!), prefixes);
    }

    /// <summary>The packets of it that a chain sees.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="ways">The links that packets of a family may leave by.</param>
    public IEnumerable<ForwardedPacket> PacketsIn(ChainPlace chain, Func<IPVersion, IReadOnlyList<string>> ways)
    {
        if (chain.Family == "bridge")
        {
            if (IsPort) yield return new ForwardedPacket(IPVersion.IPv4, Name, Prefixes, []);
            yield break;
        }

        foreach (IPVersion version in Versions.Where(chain.Sees))
        {
            yield return new ForwardedPacket(version, Name, Prefixes, ways(version));
        }
    }
}
