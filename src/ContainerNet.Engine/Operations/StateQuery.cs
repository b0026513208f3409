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
            if (Inventory.Guarded(config.Name, observer, () => Describe(config)) is { } found) yield return found;
        }
    }

    public IEnumerable<CtNetIf> Interfaces(Func<string, bool>? container, ICtObserver? observer)
    {
        using var ends = new VethEnds();
        foreach (ContainerConfig config in inventory.All(container, observer))
        {
            foreach (InterfaceConfig item in config.Interfaces)
            {
                Link? veth = ends.OnHost(item.HostInterface);
                CtNetIf described = Descriptions.Of(config, item, veth?.IsUp == true);
                yield return ends.InContainer(veth) is { } inside
                    ? Descriptions.WithChoices(described, inside)
                    : described;
            }

            IReadOnlyList<CtNetIf>? others = Inventory.Guarded(
                config.Name, observer, () => runtimes.Of(config).ForeignInterfaces(config));
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
        select Descriptions.Of(config, item, route);

    private Ct Describe(ContainerConfig config)
    {
        RuntimeFacts facts = runtimes.Of(config).Inspect(config);
        return Descriptions.Of(config, facts, files.Detect(config, facts));
    }
}
