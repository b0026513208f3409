using System.Runtime.ExceptionServices;
using ContainerNet.Engine.Linux;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>
/// The network namespaces of several containers, with a socket in each. One thread enters them in turn: a thread for
/// each would cost ten times what a socket does.
/// </summary>
internal sealed class ContainerNetworks : IDisposable
{
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExceptionDispatchInfo> _errors = new(StringComparer.Ordinal);
    private NamespaceThread? _reader;

    /// <summary>Opens them. One that can't be opened, as its container has just ended, does not stop the
    /// others.</summary>
    /// <param name="containers">The containers with the paths of their namespaces.</param>
    public static ContainerNetworks Open(IEnumerable<(string Name, string Path)> containers)
    {
        var networks = new ContainerNetworks();
        networks.Read([.. containers.Select(c => (c.Name, c.Path, (IReadOnlyList<string>)[]))]);
        return networks;
    }

    /// <summary>
    /// Begins to open them, and to read links of theirs with addresses and routes, on a thread of its own: meanwhile
    /// the caller can do other things.
    /// </summary>
    /// <param name="containers">The containers with the paths of their namespaces, and the names of the links.</param>
    public static ContainerNetworks Begin(IReadOnlyList<(string Name, string Path, IReadOnlyList<string> Links)> containers)
    {
        var networks = new ContainerNetworks();
        if (containers.Count == 0) return networks;

        // Who listens hears only what is asked on the own thread.
        if (NetlinkTrace.IsHeard) networks.Read([.. containers.Select(c => c with { Links = [] })]);
        else networks._reader = NamespaceThread.Begin(() => networks.Read(containers));
        return networks;
    }

    /// <summary>A container's links, addresses and routes; null for one that has no namespace here.</summary>
    /// <exception cref="NetlinkException">Its namespace could not be opened, or read.</exception>
    public NetworkView? ViewOf(string container) => Find(container)?.View;

    /// <summary>A container's namespace; null for one that has none here.</summary>
    /// <exception cref="NetlinkException">It could not be opened, or read.</exception>
    public NetworkNamespace? NamespaceOf(string container) => Find(container)?.Namespace;

    public void Dispose()
    {
        _reader?.Wait();
        foreach (Member member in _members.Values)
        {
            // The socket is open, whether it was asked anything or not.
            member.View.Socket.Dispose();
            member.Namespace.Dispose();
        }
    }

    private Member? Find(string container)
    {
        _reader?.End();
        _reader = null;
        if (_errors.TryGetValue(container, out ExceptionDispatchInfo? error)) error.Throw();
        return _members.GetValueOrDefault(container);
    }

    private void Read(IReadOnlyList<(string Name, string Path, IReadOnlyList<string> Links)> containers)
    {
        OpenAll(containers.Select(c => (c.Name, c.Path)));
        foreach ((string name, _, IReadOnlyList<string> links) in containers)
        {
            if (_members.TryGetValue(name, out Member? member)) Try(name, () => member.View.Read(links));
        }
    }

    private void OpenAll(IEnumerable<(string Container, string Path)> paths)
    {
        var spaces = new List<(string Container, NetworkNamespace Namespace)>();
        foreach ((string container, string path) in paths)
        {
            Try(container, () => spaces.Add((container, NetworkNamespace.Open(path))));
        }

        if (spaces.Count == 0) return;
        try
        {
            IReadOnlyList<RouteNetlink> sockets = RouteNetlink.OpenAll(spaces.ConvertAll(s => s.Namespace));
            foreach (((string container, NetworkNamespace space), RouteNetlink socket) in spaces.Zip(sockets))
            {
                _members[container] = new Member(space, new NetworkView(() => socket));
            }
        }
        catch (NetlinkException e)
        {
            foreach ((string container, NetworkNamespace space) in spaces)
            {
                _errors[container] = ExceptionDispatchInfo.Capture(e);
                space.Dispose();
            }
        }
    }

    // Whatever is wrong with one, those who ask for it hear it, and no others.
    private void Try(string container, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            _errors[container] = ExceptionDispatchInfo.Capture(e);
        }
    }

    private sealed record Member(NetworkNamespace Namespace, NetworkView View);
}
