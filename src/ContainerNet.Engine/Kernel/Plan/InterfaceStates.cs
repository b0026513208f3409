using System.Net;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>What a plan has to know of the host.</summary>
internal interface IHostFacts
{
    /// <summary>The first global address of a link; null when there is none (design.md, Bridge).</summary>
    IPAddress? FirstGlobalAddress(string link, IPVersion version);

    /// <summary>The MTU of a link in bytes; null when there is no such link.</summary>
    int? MtuOf(string link) => null;
}

/// <summary>Computes, from what the user asked for, what the kernel should have. Pure.</summary>
internal static class InterfaceStates
{
    /// <summary>
    /// The IPv4 gateway of interfaces without interconnect: link-local (RFC 3927), the same on every host veth.
    /// </summary>
    public static IPInterfaceAddress LinkScopeGatewayV4 { get; } = new(InterfaceRules.LinkScopeGateway, 32);

    /// <summary>
    /// The IPv6 gateway of interfaces without interconnect: fixed, where the kernel's own changes with the MAC.
    /// </summary>
    public static IPInterfaceAddress LinkScopeGatewayV6 { get; } = IPInterfaceAddress.Parse("fe80::1/64");

    /// <summary>Metric of the second and later default routes of a family, plus the interface's place.</summary>
    public const uint LaterDefaultMetric = 1024;

    private static readonly IPVersion[] s_versions = [IPVersion.IPv4, IPVersion.IPv6];

    /// <summary>The state of every interface of a container, in order.</summary>
    /// <param name="container">The container.</param>
    /// <param name="host">The host.</param>
    /// <param name="foreignDefaults">The families of which an interface of somebody else has the default route.</param>
    public static IReadOnlyList<InterfaceState> Of(
        ContainerConfig container, IHostFacts host, IReadOnlyCollection<IPVersion>? foreignDefaults = null)
    {
        var states = new List<InterfaceState>(container.Interfaces.Count);
        var defaults = new Dictionary<IPVersion, uint> { [IPVersion.IPv4] = 0, [IPVersion.IPv6] = 0 };
        foreach (IPVersion version in foreignDefaults ?? []) NextMetric(version, defaults);
        uint linkScopes = 0;
        foreach (InterfaceConfig config in container.Interfaces)
        {
            // All interfaces without interconnect have the same gateway, but the kernel takes a route only once.
            states.Add(config.Type == CtNetIfType.Bridge
                ? Bridge(container.Name, config, host, defaults)
                : Routed(container.Name, config, defaults, Metric(config.IsLinkScope ? linkScopes++ : 0)));
        }

        return SourceRouting.AddTo(states, foreignDefaults ?? []);
    }

    private static InterfaceState Routed(
        string container, InterfaceConfig config, Dictionary<IPVersion, uint> defaults, uint gatewayMetric)
    {
        var hostAddresses = new List<IPInterfaceAddress>();
        var hostRoutes = new List<LinkRoute>();
        var addresses = new List<IPInterfaceAddress>();
        var routes = new List<LinkRoute>();
        foreach (IPVersion version in s_versions)
        {
            if (!config.Carries(version)) continue;
            Interconnect? via = config.Via(version);
            IPInterfaceAddress gateway = via?.HostAddress ?? LinkScopeGateway(version);
            hostAddresses.Add(gateway);
            if (via is not null) addresses.Add(via.ContainerAddress);
            addresses.AddRange(config.Addresses(version));
            foreach (RouteConfig route in config.Routes(version))
            {
                hostRoutes.Add(new LinkRoute(route.Destination)
                {
                    Via = route.Via ?? via?.ContainerAddress.IPAddress,
                    OnLink = route.Via is not null,
                    Table = route.Table,
                });
            }

            if (via is null && version == IPVersion.IPv4)
            {
                routes.Add(new LinkRoute(gateway.GetNetwork()) { Metric = gatewayMetric });
            }

            routes.Add(new LinkRoute(Default(version))
            {
                Via = gateway.IPAddress,
                OnLink = via is null && version == IPVersion.IPv4,
                Source = config.Addresses(version).FirstOrDefault()?.IPAddress,
                Metric = NextMetric(version, defaults),
            });
        }

        InterfaceState state = State(container, config, null, hostAddresses, hostRoutes, addresses, routes);
        int mtu = config.Mtu ?? MtuRules.Default;
        return WithSettings(state, mtu, mtu);
    }

    private static InterfaceState Bridge(
        string container, InterfaceConfig config, IHostFacts host, Dictionary<IPVersion, uint> defaults)
    {
        var routes = new List<LinkRoute>();
        foreach (IPVersion version in s_versions)
        {
            if (config.Dhcp)
            {
                // The client's own default route counts, so that another interface's gets a higher metric.
                NextMetric(version, defaults);
                continue;
            }

            List<IPInterfaceAddress> addresses = config.Addresses(version);
            Gateway wish = config.Gateway(version);
            IPAddress? gateway = wish.Equals(ContainerNet.Gateway.Auto)
                ? host.FirstGlobalAddress(config.Link!, version)
                : wish.Address;
            if (addresses.Count == 0 || gateway is null) continue;
            routes.Add(new LinkRoute(Default(version))
            {
                Via = gateway,
                OnLink = !addresses.Exists(a => a.GetNetwork().Contains(gateway)) && !gateway.IsIPv6LinkLocal,
                Metric = NextMetric(version, defaults),
            });
        }

        InterfaceState state = State(
            container, config, config.Link, [], [], [.. config.AddressesV4, .. config.AddressesV6], routes);

        // A port with less than its bridge would take the whole bridge down to it.
        int mtu = host.MtuOf(config.Link!) ?? MtuRules.Default;
        return WithSettings(state, mtu, config.Mtu ?? (config.Dhcp ? null : mtu));
    }

    private static InterfaceState WithSettings(InterfaceState state, int hostMtu, int? containerMtu) => state with
    {
        Host = state.Host with { Settings = SettingLists.OfHost(state, hostMtu) },
        Container = state.Container with { Settings = SettingLists.OfContainer(state, containerMtu) },
    };

    private static InterfaceState State(
        string container, InterfaceConfig config, string? bridge, List<IPInterfaceAddress> hostAddresses, List<LinkRoute> hostRoutes,
        List<IPInterfaceAddress> addresses, List<LinkRoute> routes) => new()
        {
            Type = config.Type,
            Alias = LinkAlias.Of(container, config.Name),
            Bridge = bridge,
            Mac = config.Mac,
            Mtu = config.Mtu,
            TxQueues = config.TxQueues,
            RxQueues = config.RxQueues,
            MaxTx = config.MaxTx,
            MaxRx = config.MaxRx,
            Dhcp = config.Type == CtNetIfType.Bridge && config.Dhcp,
            Host = new LinkState { Name = config.HostInterface, Addresses = hostAddresses, Routes = hostRoutes },
            Container = new LinkState { Name = config.Name, Addresses = addresses, Routes = routes },
        };

    private static IPInterfaceAddress LinkScopeGateway(IPVersion version) =>
        version == IPVersion.IPv4 ? LinkScopeGatewayV4 : LinkScopeGatewayV6;

    private static IPNetwork Default(IPVersion version) =>
        new(version == IPVersion.IPv4 ? IPAddress.Any : IPAddress.IPv6Any, 0);

    private static uint NextMetric(IPVersion version, Dictionary<IPVersion, uint> defaults) =>
        Metric(defaults[version]++);

    private static uint Metric(uint place) => place == 0 ? 0 : LaterDefaultMetric + place;
}
