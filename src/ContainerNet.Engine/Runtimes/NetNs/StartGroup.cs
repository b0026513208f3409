using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Operations;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>
/// Makes the namespaces and interfaces of several containers together: one thread makes all namespaces, one batch all
/// veth pairs, one batch configures all host ends; each container's end takes one datagram more.
/// </summary>
internal sealed class StartGroup(
    RouteNetlink host, IReadOnlyList<StartOrder> orders, uint linkGroup, OwnNamespaces own) : IDisposable
{
    private readonly Dictionary<string, ContainerNetException> _errors = new(StringComparer.Ordinal);
    private readonly List<(StartOrder Order, NetworkNamespace Namespace)> _created = new(orders.Count);
    private readonly List<Member> _members = new(orders.Count);

    /// <summary>What went wrong, by the container's name.</summary>
    public IReadOnlyDictionary<string, ContainerNetException> Errors => _errors;

    /// <summary>Those whose namespace was made, also when a later step failed.</summary>
    public IReadOnlyList<ContainerConfig> Created => _created.ConvertAll(c => c.Order.Container);

    /// <summary>Those that were made completely.</summary>
    public IEnumerable<ContainerConfig> Made => Created.Where(c => !_errors.ContainsKey(c.Name));

    /// <summary>Those that were made in part.</summary>
    public IReadOnlyList<ContainerConfig> Broken => [.. Created.Where(c => _errors.ContainsKey(c.Name))];

    /// <summary>Begins the commands inside, and records the errors of those that can't run.</summary>
    public void Run(StartedInits inits)
    {
        foreach (ContainerConfig container in Made.ToArray())
        {
            if (inits.Begin(container) is { } error) _errors[container.Name] = error;
        }
    }

    /// <summary>Records that all of them failed, except those that have an error of their own.</summary>
    public void Fail(NetlinkException error)
    {
        foreach (string name in orders.Select(o => o.Container.Name))
        {
            _errors.TryAdd(name, KernelErrors.Translate(error, $"Cannot start {name}", name));
        }
    }

    /// <summary>
    /// Makes all, in the namespaces that are there; what fails is added to the errors, and does not stop the others.
    /// </summary>
    public void MakeInterfaces(CancellationToken cancellation)
    {
        MakeHostEnds(cancellation);
        WriteSysctls();
        foreach (Member member in _members)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_errors.ContainsKey(member.Name)) continue;
            using var session = KernelSession.Of(host, member.Socket, member.Namespace);
            foreach (InterfaceState state in member.Order.Interfaces)
            {
                session.LearnIndex(Side.Container, state.Container.Name);
            }

            using var executor = new KernelExecutor(session, cancellation);
            Blame(executor.Run(member.ContainerSteps()), _ => member.Name);
        }
    }

    /// <summary>Makes the namespaces. May run while another group's interfaces are made.</summary>
    public void MakeNamespaces()
    {
        var sockets = new List<RouteNetlink>(orders.Count);
        try
        {
            IReadOnlyList<NetworkNamespace> all = NetworkNamespace.CreateAll(
                [.. orders.Select(o => o.Container.Name)],
                made =>
                {
                    own.Note(orders[sockets.Count].Container.Name, made);
                    sockets.Add(RouteNetlink.Open());
                });
            _created.AddRange(orders.Zip(all));
        }
        catch (NetlinkException)
        {
            // All or none: find out whose namespace it is that cannot be made.
            sockets.ForEach(s => s.Dispose());
            MakeOneByOne();
            sockets = [.. RouteNetlink.OpenAll(_created.ConvertAll(c => c.Namespace))];
        }

        foreach (((StartOrder order, NetworkNamespace networkNamespace), RouteNetlink socket) in _created.Zip(sockets))
        {
            _members.Add(new Member(order, networkNamespace, socket));
        }
    }

    private void MakeOneByOne()
    {
        foreach (StartOrder order in orders)
        {
            string name = order.Container.Name;
            Try(name, () => _created.Add((order, NetworkNamespace.Create(name, made => own.Note(name, made)))));
        }
    }

    private void MakeHostEnds(CancellationToken cancellation)
    {
        var peers = new Dictionary<string, NetworkNamespace>(StringComparer.Ordinal);
        var owners = new Dictionary<KernelOp, string>(ReferenceEqualityComparer.Instance);
        foreach (Member member in _members)
        {
            foreach (InterfaceState state in member.Order.Interfaces)
            {
                peers[state.Host.Name] = member.Namespace;
                foreach (KernelOp op in Planner.Create(state)) owners.Add(op, member.Name);
            }
        }

        using var session = KernelSession.OfHost(host, peers, linkGroup);
        using var executor = new KernelExecutor(session, cancellation);
        Blame(executor.Run(owners.Keys.OrderBy(Stage)), op => owners[op]);
    }

    // Links first, then what no request can say; so that both are in few batches. The order of the steps of one stage
    // stays (OrderBy is stable).
    private static int Stage(KernelOp op) => op switch
    {
        CreateVeth or CreateIfb => 0,
        SetSysctl or EnableForwarding => 1,
        _ => 2,
    };

    // /proc/sys/net shows the namespace of the thread that looks: one thread visits them all.
    private void WriteSysctls() => NetworkNamespace.RunAll(_members.ConvertAll(m => m.Namespace), i =>
    {
        Member member = _members[i];
        if (_errors.ContainsKey(member.Name)) return;
        Try(member.Name, () =>
        {
            foreach (SetSysctl op in member.ContainerSettings()) Sysctls.WriteIPv6(op);
        });
    });

    private void Try(string name, Action action)
    {
        if (KernelErrors.Try(action, $"Cannot start {name}", name) is { } error) _errors[name] = error;
    }

    private void Blame(IReadOnlyList<OpFailure> failures, Func<KernelOp, string> ownerOf)
    {
        foreach (OpFailure failure in failures)
        {
            string name = ownerOf(failure.Op);
            _errors.TryAdd(name, KernelErrors.Translate(failure, name, "start"));
        }
    }

    public void Dispose()
    {
        foreach (Member member in _members) member.Socket.Dispose();
        foreach ((_, NetworkNamespace made) in _created) made.Dispose();
    }

    private sealed record Member(StartOrder Order, NetworkNamespace Namespace, RouteNetlink Socket)
    {
        public string Name => Order.Container.Name;

        public IEnumerable<SetSysctl> ContainerSettings() =>
            Steps().OfType<SetSysctl>().Where(s => s.Version == IPVersion.IPv6);

        public IEnumerable<KernelOp> ContainerSteps() => Steps()
            .Where(op => op is not SetSysctl { Version: IPVersion.IPv6 })
            .Prepend(new SetUp(Side.Container, "lo"));

        private IEnumerable<KernelOp> Steps() => Order.ConfiguresItself
            ? Order.Interfaces.SelectMany(i => Planner.ForeignContainerEnd(i, configuresItself: true))
            : Order.Interfaces.SelectMany(Planner.ContainerEnd);
    }
}
