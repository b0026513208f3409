using ContainerNet.Engine.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Apply;

/// <summary>The host's netlink socket and, when there is one, a container's; with the indexes of links already met.</summary>
/// <remarks>The host is the network namespace of the calling thread, and its sysctls are written on that thread.</remarks>
internal sealed class KernelSession : IDisposable
{
    private readonly Dictionary<(Side, string), int> _indexes = [];

    private KernelSession(RouteNetlink host, NetworkNamespace? containerNamespace)
    {
        Host = host;
        ContainerNamespace = containerNamespace;
        Container = containerNamespace is null ? null : RouteNetlink.Open(containerNamespace);
    }

    public RouteNetlink Host { get; }

    public RouteNetlink? Container { get; }

    public NetworkNamespace? ContainerNamespace { get; }

    /// <summary>Opens sockets in the calling thread's namespace and, by a path, in a container's.</summary>
    public static KernelSession Open(string? containerNamespacePath)
    {
        RouteNetlink host = RouteNetlink.Open();
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

    public RouteNetlink Socket(Side side) => side == Side.Host
        ? Host
        : Container ?? throw new InvalidOperationException("The session has no container.");

    /// <summary>The index of a link; null when there is none of that name.</summary>
    public int? FindIndex(Side side, string link)
    {
        if (_indexes.TryGetValue((side, link), out int known)) return known;
        if (Socket(side).GetLink(link) is not { } found) return null;
        _indexes[(side, link)] = found.Index;
        return found.Index;
    }

    public void RememberIndex(Side side, string link, int index) => _indexes[(side, link)] = index;

    public void ForgetIndex(Side side, string link) => _indexes.Remove((side, link));

    public void Dispose()
    {
        Container?.Dispose();
        ContainerNamespace?.Dispose();
        Host.Dispose();
    }
}
