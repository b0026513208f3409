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
            foreach (CtNetIf foreign in WithState(config, others ?? [])) yield return foreign;
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

    // LXC's configuration says what shall be; what is, only the container's own kernel state does.
    private IReadOnlyList<CtNetIf> WithState(ContainerConfig config, IReadOnlyList<CtNetIf> foreign)
    {
        if (foreign.Count == 0) return foreign;
        try
        {
            if (runtimes.Of(config).Inspect(config).NetworkNamespacePath is not { } path) return foreign;
            using var networks = ContainerNetworks.Open([(config.Name, path)]);
            NetworkView? view = networks.ViewOf(config.Name);
            return [.. foreign.Select(i => view?.GetLink(i.Name)?.IsUp == true ? i with { State = CtNetIfState.Up } : i)];
        }
        catch (Exception e) when (e is ContainerNetException or NetlinkException)
        {
            return foreign;
        }
    }

    private Ct Describe(ContainerConfig config)
    {
        RuntimeFacts facts = runtimes.Of(config).Inspect(config);
        return Descriptions.Of(config, facts, files.Detect(config, facts));
    }
}
