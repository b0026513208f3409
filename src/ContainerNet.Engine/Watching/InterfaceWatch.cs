using ContainerNet.Netlink;

namespace ContainerNet.Engine.Watching;

/// <summary>
/// Listens to the host's netlink groups, and by the same socket to those of the containers' namespaces, and tells what
/// concerns our interfaces.
/// </summary>
/// <remarks>
/// No socket is held in a container's namespace: it would keep the namespace, and with it the veth pairs, alive after
/// the container's end.
/// </remarks>
/// <param name="wanted">Which containers; null for all.</param>
/// <param name="namespaces">The paths of running containers' namespaces.</param>
/// <param name="observer">Is told what can't be watched.</param>
internal sealed class InterfaceWatch(
    Func<string, bool>? wanted, Func<IReadOnlySet<string>, Dictionary<string, string>> namespaces,
    ICtObserver observer)
{
    private readonly KnownInterfaces _known = new(wanted, namespaces);

    public IEnumerable<CtNetIfEvent> Run(CancellationToken cancellation)
    {
        // First the monitor, then what there is: between the two nothing is lost.
        using NetlinkMonitor monitor = Open();
        _known.Read();
        while (Next(monitor, cancellation) is { } next)
        {
            foreach (CtNetIfEvent told in Tell(next)) yield return told;
        }
    }

    private IEnumerable<CtNetIfEvent> Tell(NetlinkEvent happened)
    {
        if (happened.Kind == NetlinkEventKind.Resync)
        {
            _known.Read();
            return
            [
                new CtNetIfEvent
                {
                    Time = DateTimeOffset.Now,
                    Container = "",
                    Interface = "",
                    Action = CtNetIfAction.Resync,
                    Detail = "events were lost",
                },
            ];
        }

        return _known.Follow(happened) is { } told ? [told] : [];
    }

    private NetlinkMonitor Open()
    {
        try
        {
            return NetlinkMonitor.OpenWithOthers();
        }
        catch (NetlinkException e) when (e.Errno == Errno.EPERM)
        {
            observer.Verbose("Without CAP_NET_BROADCAST only the host's ends of the interfaces are watched.");
            return NetlinkMonitor.Open();
        }
    }

    private static NetlinkEvent? Next(NetlinkMonitor monitor, CancellationToken cancellation)
    {
        try
        {
            return monitor.Read(cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
