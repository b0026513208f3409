using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Reading the desired state: no lock, no privilege beyond that of reading the files.</summary>
internal sealed class StateQuery(Inventory inventory, RuntimeCatalog runtimes, ContainerFiles files)
{
    public IEnumerable<Ct> Containers(Func<string, bool>? container, ICtObserver? observer)
    {
        foreach (ContainerConfig config in inventory.All(container, observer))
        {
            if (Inventory.Guarded(observer, () => Describe(config)) is { } found) yield return found;
        }
    }

    public IEnumerable<CtNetIf> Interfaces(Func<string, bool>? container, ICtObserver? observer)
    {
        var up = new Lazy<HashSet<string>>(HostVethsThatAreUp);
        foreach (ContainerConfig config in inventory.All(container, observer))
        {
            foreach (InterfaceConfig item in config.Interfaces)
            {
                yield return Descriptions.Of(config, item, up.Value.Contains(item.HostInterface));
            }

            IReadOnlyList<CtNetIf>? others = Inventory.Guarded(
                observer, () => runtimes.Of(config).ForeignInterfaces(config));
            foreach (CtNetIf foreign in others ?? []) yield return foreign;
        }
    }

    public IEnumerable<CtNetIfIp> Ips(Func<string, bool>? container, ICtObserver? observer) =>
        from config in inventory.All(container, observer)
        from item in config.Interfaces
        from address in item.AddressesV4.Concat(item.AddressesV6)
        select new CtNetIfIp { Container = config.Name, Interface = item.Name, Address = address };

    public IEnumerable<CtNetIfRoute> Routes(Func<string, bool>? container, ICtObserver? observer) =>
        from config in inventory.All(container, observer)
        from item in config.Interfaces
        from route in item.RoutesV4.Concat(item.RoutesV6)
        select new CtNetIfRoute
        {
            Container = config.Name,
            Interface = item.Name,
            Destination = route.Destination,
            Via = route.Via,
        };

    private Ct Describe(ContainerConfig config)
    {
        RuntimeFacts facts = runtimes.Of(config).Inspect(config);
        return Descriptions.Of(config, facts, files.Detect(config, facts));
    }

    private static HashSet<string> HostVethsThatAreUp()
    {
        using RouteNetlink host = RouteNetlink.Open();
        return host.GetLinks(new LinkFilter { Kind = "veth" })
            .Where(l => l.IsUp && HostVeths.IsOurs(l))
            .Select(l => l.Name)
            .ToHashSet(StringComparer.Ordinal);
    }
}
