using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>
/// The network namespaces of several containers, with a socket in each. One thread enters them in turn: a thread for
/// each would cost ten times what a socket does.
/// </summary>
internal sealed class ContainerNetworks : IDisposable
{
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetlinkException> _errors = new(StringComparer.Ordinal);

    /// <summary>Opens them. One that can't be opened, as its container has just ended, does not stop the
    /// others.</summary>
    /// <param name="paths">The namespaces by their containers' names.</param>
    public static ContainerNetworks Open(IEnumerable<(string Container, string Path)> paths)
    {
        var networks = new ContainerNetworks();
        var spaces = new List<(string Container, NetworkNamespace Namespace)>();
        foreach ((string container, string path) in paths)
        {
            try
            {
                spaces.Add((container, NetworkNamespace.Open(path)));
            }
            catch (NetlinkException e)
            {
                networks._errors[container] = e;
            }
        }

        if (spaces.Count == 0) return networks;
        try
        {
            IReadOnlyList<RouteNetlink> sockets = RouteNetlink.OpenAll(spaces.ConvertAll(s => s.Namespace));
            foreach (((string container, NetworkNamespace space), RouteNetlink socket) in spaces.Zip(sockets))
            {
                networks._members[container] = new Member(space, new NetworkView(() => socket));
            }
        }
        catch (NetlinkException e)
        {
            foreach ((string container, NetworkNamespace space) in spaces)
            {
                networks._errors[container] = e;
                space.Dispose();
            }
        }

        return networks;
    }

    /// <summary>A container's links, addresses and routes; null for one that has no namespace here.</summary>
    /// <exception cref="NetlinkException">Its namespace could not be opened.</exception>
    public NetworkView? ViewOf(string container) => Find(container)?.View;

    /// <summary>A container's namespace; null for one that has none here.</summary>
    /// <exception cref="NetlinkException">It could not be opened.</exception>
    public NetworkNamespace? NamespaceOf(string container) => Find(container)?.Namespace;

    public void Dispose()
    {
        foreach (Member member in _members.Values)
        {
            // The socket is open, whether it was asked anything or not.
            member.View.Socket.Dispose();
            member.Namespace.Dispose();
        }
    }

    private Member? Find(string container)
    {
        if (_errors.TryGetValue(container, out NetlinkException? error)) throw error;
        return _members.GetValueOrDefault(container);
    }

    private sealed record Member(NetworkNamespace Namespace, NetworkView View);
}
