using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>The host's netlink socket and, when there is one, a container's; with the indexes of links already
/// met.</summary>
/// <remarks>The host is the network namespace of the calling thread, and its sysctls are written on that
/// thread.</remarks>
internal sealed class KernelSession : IDisposable
{
    // The kernel gives the loopback of every namespace this index (LOOPBACK_IFINDEX of include/net/flow.h).
    private const int LoopbackIndex = 1;

    private readonly Dictionary<(Side, string), int> _indexes = new() { [(Side.Container, "lo")] = LoopbackIndex };
    private readonly IReadOnlyDictionary<string, NetworkNamespace>? _peers;
    private readonly bool _owns = true;

    private KernelSession(RouteNetlink host, NetworkNamespace? containerNamespace)
    {
        Host = host;
        ContainerNamespace = containerNamespace;
        Container = containerNamespace is null ? null : RouteNetlink.Open(containerNamespace);
    }

    private KernelSession(
        RouteNetlink host, RouteNetlink? container, NetworkNamespace? containerNamespace,
        IReadOnlyDictionary<string, NetworkNamespace>? peers)
    {
        Host = host;
        Container = container;
        ContainerNamespace = containerNamespace;
        _peers = peers;
        _owns = false;
    }

    public RouteNetlink Host { get; }

    public RouteNetlink? Container { get; }

    public NetworkNamespace? ContainerNamespace { get; }

    /// <summary>The group of links that are made on the host.</summary>
    public uint LinkGroup { get; private init; }

    /// <summary>Opens sockets in the calling thread's namespace and, by a path, in a container's.</summary>
    public static KernelSession Open(string? containerNamespacePath)
    {
        var host = RouteNetlink.Open();
        try
        {
            return new KernelSession(
                host, containerNamespacePath is null ? null : NetworkNamespace.Open(containerNamespacePath));
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>The host alone, for steps that make veth pairs of several containers.</summary>
    /// <param name="host">A socket of the host; stays open.</param>
    /// <param name="peers">For each host veth to be made, the namespace of its other end.</param>
    /// <param name="linkGroup">The group of the links that are made.</param>
    public static KernelSession OfHost(
        RouteNetlink host, IReadOnlyDictionary<string, NetworkNamespace> peers, uint linkGroup) =>
        new(host, null, null, peers) { LinkGroup = linkGroup };

    /// <summary>Sockets and a namespace that somebody else has opened, and closes.</summary>
    public static KernelSession Of(RouteNetlink host, RouteNetlink? container, NetworkNamespace? containerNamespace) =>
        new(host, container, containerNamespace, null);

    /// <summary>Where the other end of a host veth goes.</summary>
    public NetworkNamespace? PeerNamespace(string hostVeth) =>
        _peers?.GetValueOrDefault(hostVeth) ?? ContainerNamespace;

    public RouteNetlink Socket(Side side) => side == Side.Host
        ? Host
        : Container ?? throw new InvalidOperationException("The session has no container.");

    /// <summary>The index of a link; null when there is none of that name.</summary>
    public int? FindIndex(Side side, string link)
    {
        if (_indexes.TryGetValue((side, link), out int known)) return known;
        LearnIndex(side, link);
        return _indexes.TryGetValue((side, link), out int index) ? index : null;
    }

    /// <summary>Finds out the index of a link, without a message and without waiting for the kernel's lock.</summary>
    public void LearnIndex(Side side, string link)
    {
        if (Socket(side).GetLinkIndex(link) is > 0 and int index) _indexes[(side, link)] = index;
    }

    public void RememberIndex(Side side, string link, int index) => _indexes[(side, link)] = index;

    public void ForgetIndex(Side side, string link) => _indexes.Remove((side, link));

    public void Dispose()
    {
        if (!_owns) return;
        Container?.Dispose();
        ContainerNamespace?.Dispose();
        Host.Dispose();
    }
}
