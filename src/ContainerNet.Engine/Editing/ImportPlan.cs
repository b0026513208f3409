using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>The wishes that lead from one desired state of a container to another. Pure.</summary>
internal static class ImportPlan
{
    private static readonly IPVersion[] s_versions = [IPVersion.IPv4, IPVersion.IPv6];

    /// <param name="current">The stored state; null when the container is not known.</param>
    /// <param name="wanted">The document's.</param>
    /// <param name="makes">Whether the container is ours to make.</param>
    public static IEnumerable<CtChange> Of(ContainerConfig? current, ContainerConfig wanted, bool makes)
    {
        string name = wanted.Name;
        if (current is null && makes)
        {
            yield return new NewContainer(name)
            {
                RootFs = wanted.RootFs,
                Init = wanted.Init,
                NetworkStack = wanted.NetworkStack,
            };
        }
        else if ((current?.NetworkStack ?? null) != wanted.NetworkStack)
        {
            yield return new SetContainer(name, wanted.NetworkStack);
        }

        foreach (InterfaceConfig old in current?.Interfaces ?? [])
        {
            if (wanted.Find(old.Name)?.Type != old.Type) yield return new RemoveInterface(name, old.Name);
        }

        foreach (InterfaceConfig item in wanted.Interfaces)
        {
            InterfaceConfig? old = current?.Find(item.Name);
            foreach (CtChange change in Interface(name, old?.Type == item.Type ? old : null, item)) yield return change;
        }
    }

    private static IEnumerable<CtChange> Interface(string container, InterfaceConfig? old, InterfaceConfig item)
    {
        if (old is null)
        {
            yield return new NewInterface(container, item.Name, item.Type) { Settings = Settings(container, item, null) };
        }
        else if (Settings(container, item, old) is var settings && settings != new InterfaceSettings())
        {
            yield return new SetInterface(container, item.Name, settings);
        }

        foreach (IPVersion version in s_versions)
        {
            foreach (CtChange change in Addresses(container, old, item, version)) yield return change;
            foreach (CtChange change in Routes(container, old, item, version)) yield return change;
        }
    }

    // Only what differs, so that an import that changes nothing wishes nothing.
    private static InterfaceSettings Settings(string container, InterfaceConfig item, InterfaceConfig? old)
    {
        bool named = HostVethName.IsChosen(container, item);
        bool bridged = item.Type == CtNetIfType.Bridge;
        IReadOnlyList<Interconnect> via = [.. new[] { item.ViaV4, item.ViaV6 }.OfType<Interconnect>()];
        bool sameVia = Equals(item.ViaV4, old?.ViaV4) && Equals(item.ViaV6, old?.ViaV6);
        return new InterfaceSettings
        {
            Link = bridged && item.Link != old?.Link ? item.Link : null,
            Dhcp = bridged && item.Dhcp != old?.Dhcp ? item.Dhcp : null,
            GatewayV4 = bridged && !item.GatewayV4.Equals(old?.GatewayV4) ? item.GatewayV4 : null,
            GatewayV6 = bridged && !item.GatewayV6.Equals(old?.GatewayV6) ? item.GatewayV6 : null,
            Via = bridged || (old is not null && sameVia) ? null : via,
            MacAddress = Equals(item.Mac, old?.Mac) ? null : item.Mac,
            ClearMacAddress = item.Mac is null && old?.Mac is not null,
            Mtu = item.Mtu == old?.Mtu ? null : item.Mtu ?? 0,
            HostInterface = named && item.HostInterface != old?.HostInterface ? item.HostInterface : null,
            ClearHostInterface = !named && old is not null && HostVethName.IsChosen(container, old),
            TxQueues = item.TxQueues == (old?.TxQueues ?? 1) ? null : item.TxQueues,
            RxQueues = item.RxQueues == (old?.RxQueues ?? 1) ? null : item.RxQueues,
            MaxTx = item.MaxTx == (old?.MaxTx ?? BitRate.Unlimited) ? null : item.MaxTx,
            MaxRx = item.MaxRx == (old?.MaxRx ?? BitRate.Unlimited) ? null : item.MaxRx,
        };
    }

    // The order counts: the first address is the source of the default route. What does not stand in the wanted order
    // already is removed and added again.
    private static IEnumerable<CtChange> Addresses(
        string container, InterfaceConfig? old, InterfaceConfig item, IPVersion version)
    {
        HashSet<IPInterfaceAddress> kept = Kept(old, item, version);
        foreach (IPInterfaceAddress address in (old?.Addresses(version) ?? []).Where(a => !kept.Contains(a)))
        {
            yield return new RemoveIp(container, item.Name, address);
        }

        bool routed = item.Type == CtNetIfType.Routed;
        foreach (IPInterfaceAddress address in item.Addresses(version).Skip(kept.Count))
        {
            yield return new AddIp(container, item.Name, address) { NoRoute = routed };
        }
    }

    private static HashSet<IPInterfaceAddress> Kept(InterfaceConfig? old, InterfaceConfig item, IPVersion version)
    {
        List<IPInterfaceAddress> wanted = item.Addresses(version);
        var kept = new HashSet<IPInterfaceAddress>();
        foreach (IPInterfaceAddress address in old?.Addresses(version) ?? [])
        {
            if (kept.Count < wanted.Count && wanted[kept.Count] == address) kept.Add(address);
        }

        return kept;
    }

    private static IEnumerable<CtChange> Routes(
        string container, InterfaceConfig? old, InterfaceConfig item, IPVersion version)
    {
        List<RouteConfig> left = [.. Left(old, item, version)];
        List<RouteConfig> wanted = item.Routes(version);
        foreach (RouteConfig route in left.Where(r => !wanted.Contains(r)))
        {
            yield return new RemoveRoute(container, item.Name, route.Destination) { Table = TableOf(route) };
        }

        foreach (RouteConfig route in wanted.Where(r => !left.Contains(r)))
        {
            yield return new AddRoute(container, item.Name, route.Destination)
            {
                Via = route.Via,
                WithIp = route.Brought,
                Table = TableOf(route),
            };
        }
    }

    private static uint? TableOf(RouteConfig route) => route.Table == 0 ? null : route.Table;

    // The routes that the removal of addresses leaves: an address takes those that it brought, and those through it.
    private static IEnumerable<RouteConfig> Left(InterfaceConfig? old, InterfaceConfig item, IPVersion version)
    {
        HashSet<IPInterfaceAddress> kept = Kept(old, item, version);
        List<IPInterfaceAddress> removed = [.. (old?.Addresses(version) ?? []).Where(a => !kept.Contains(a))];
        foreach (RouteConfig route in old?.Routes(version) ?? [])
        {
            bool held = removed.Exists(a => route.Destination.Contains(a.IPAddress))
                && !kept.Any(a => route.Destination.Contains(a.IPAddress));
            bool through = route.Via is not null && removed.Exists(a => a.IPAddress.Equals(route.Via));
            if (!(route.Brought && held) && !through) yield return route;
        }
    }
}
