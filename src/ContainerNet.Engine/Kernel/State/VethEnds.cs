using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>
/// Both ends of our veth pairs, read over one socket of the host: its own ends by one dump, the containers' ends one by
/// one, as the kernel lists no links of several namespaces at once. Nothing is read before it is asked for.
/// </summary>
internal sealed class VethEnds : IDisposable
{
    private RouteNetlink? _host;
    private Dictionary<string, Link>? _veths;
    private bool _refused;

    /// <summary>The host's end; null when there is none of the name that is ours.</summary>
    /// <param name="name">Its name.</param>
    public Link? OnHost(string name)
    {
        _host ??= RouteNetlink.Open();
        _veths ??= _host.GetLinks(new LinkFilter { Kind = "veth" })
            .Where(HostVeths.IsOurs)
            .ToDictionary(l => l.Name, StringComparer.Ordinal);
        return _veths.GetValueOrDefault(name);
    }

    /// <summary>The container's end; null when it is gone, or may not be read.</summary>
    /// <param name="host">The host's end.</param>
    public Link? InContainer(Link? host)
    {
        if (_refused || host is not { PeerNamespaceId: { } id, PeerIndex: > 0 }) return null;
        try
        {
            return _host!.GetLink(host.PeerIndex, id);
        }
        catch (NetlinkException e)
        {
            // Without privilege all are refused; a namespace that went meanwhile (EINVAL) is only that one.
            _refused = e.Errno is Errno.EACCES or Errno.EPERM;
            return null;
        }
    }

    public void Dispose() => _host?.Dispose();
}
