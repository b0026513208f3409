using ContainerNet.Engine.DistroConfig.Detection;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Reading: no lock, no privilege beyond that of reading the files.</summary>
internal sealed partial class ContainerNetEngine
{
    public IEnumerable<Ct> GetContainers(
        Func<string, bool>? container = null, ICtObserver? observer = null)
    {
        foreach (ContainerConfig config in All(container, observer))
        {
            if (Guarded(observer, () => Describe(config)) is { } found) yield return found;
        }
    }

    public IEnumerable<CtNetIf> GetInterfaces(
        Func<string, bool>? container = null, ICtObserver? observer = null)
    {
        var up = new Lazy<HashSet<string>>(HostVethsThatAreUp);
        foreach (ContainerConfig config in All(container, observer))
        {
            foreach (InterfaceConfig item in config.Interfaces)
            {
                yield return Describe(config, item, up.Value.Contains(item.HostInterface));
            }

            IReadOnlyList<CtNetIf>? others = Guarded(observer, () => _runtimes.Of(config).ForeignInterfaces(config));
            foreach (CtNetIf foreign in others ?? []) yield return foreign;
        }
    }

    public IEnumerable<CtNetIfIp> GetIps(
        Func<string, bool>? container = null, ICtObserver? observer = null) =>
        from config in All(container, observer)
        from item in config.Interfaces
        from address in item.AddressesV4.Concat(item.AddressesV6)
        select new CtNetIfIp { Container = config.Name, Interface = item.Name, Address = address };

    public IEnumerable<CtNetIfRoute> GetRoutes(
        Func<string, bool>? container = null, ICtObserver? observer = null) =>
        from config in All(container, observer)
        from item in config.Interfaces
        from route in item.RoutesV4.Concat(item.RoutesV6)
        select new CtNetIfRoute
        {
            Container = config.Name,
            Interface = item.Name,
            Destination = route.Destination,
            Via = route.Via,
        };

    private IEnumerable<ContainerConfig> All(Func<string, bool>? filter, ICtObserver? observer)
    {
        StoreSnapshot snapshot = _store.ReadAll();
        foreach (BrokenFile broken in snapshot.Broken)
        {
            if (filter is null || filter(broken.Name)) observer?.Error(broken.Error);
        }

        Dictionary<string, ContainerConfig> all = snapshot.Containers.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (ContainerConfig foreign in _runtimes.FindForeign()) all.TryAdd(foreign.Name, foreign);
        return all.Values
            .Where(c => filter is null || filter(c.Name))
            .OrderBy(c => c.Name, StringComparer.Ordinal);
    }

    // One container whose configuration can't be read must not hide the others.
    private static T? Guarded<T>(ICtObserver? observer, Func<T> read)
        where T : class
    {
        Waiting.Pulse();
        try
        {
            return read();
        }
        catch (ContainerNetException e)
        {
            observer?.Error(e);
            return null;
        }
    }

    private Ct Describe(ContainerConfig config)
    {
        RuntimeFacts facts = _runtimes.Of(config).Inspect(config);
        DetectedStack? found = ContainerFiles.Detect(config, facts);
        return new Ct
        {
            Name = config.Name,
            Runtime = config.Runtime,
            State = facts.State,
            RootFs = facts.RootFs ?? config.RootFs,
            InitPid = facts.InitPid,
            Distribution = found is null ? null : $"{found.DistributionId} {found.Version}".Trim(),
            NetworkStack = config.NetworkStack ?? found?.StackName,
        };
    }

    private static CtNetIf Describe(ContainerConfig container, InterfaceConfig config, bool up)
    {
        bool bridged = config.Type == CtNetIfType.Bridge;
        return new CtNetIf
        {
            Container = container.Name,
            Name = config.Name,
            Type = config.Type,
            Link = config.Link,
            Via = new[] { config.ViaV4, config.ViaV6 }.OfType<Interconnect>().ToArray(),
            Dhcp = bridged ? config.Dhcp : null,
            GatewayV4 = bridged ? config.GatewayV4 : null,
            GatewayV6 = bridged ? config.GatewayV6 : null,
            MacAddress = config.Mac,
            Mtu = config.Mtu,
            HostInterface = config.HostInterface,
            TxQueues = config.TxQueues,
            RxQueues = config.RxQueues,
            MaxTx = config.MaxTx,
            MaxRx = config.MaxRx,
            Addresses = [.. config.AddressesV4, .. config.AddressesV6],
            State = up ? CtNetIfState.Up : CtNetIfState.Down,
        };
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
