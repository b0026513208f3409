using System.Net;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Watching;

/// <summary>
/// Our interfaces as far as events and questions have told of them, so that an event can say whose it is, and whether
/// something is new, changed or gone.
/// </summary>
/// <remarks>
/// A host veth says by its alias whose it is, and where its other end is: the index there, and the identifier of the
/// namespace. So nothing has to be asked in a container to know its events.
/// </remarks>
internal sealed class KnownInterfaces(
    Func<string, bool>? wanted, Func<IReadOnlySet<string>, Dictionary<string, string>> namespaces)
{
    private readonly Dictionary<End, Owner> _owners = [];
    private readonly Dictionary<End, LinkSummary> _links = [];
    private readonly HashSet<(End, IPAddress, int)> _addresses = [];

    /// <summary>Takes what there is now; what was known before counts no longer.</summary>
    public void Read()
    {
        _owners.Clear();
        _links.Clear();
        _addresses.Clear();
        using var host = RouteNetlink.Open();
        foreach (Link link in host.GetLinks(new LinkFilter { Kind = "veth" }))
        {
            if (OwnerOf(link) is not { } owner) continue;
            Learn(link, owner);
            _links[new End(null, link.Index)] = LinkSummary.Of(link);
        }

        Learn(null, host.GetAddresses());
        ReadInside();
    }

    /// <summary>What an event means; null when it concerns nothing of ours, or says nothing new.</summary>
    public CtNetIfEvent? Follow(NetlinkEvent happened)
    {
        if (happened.Link is { } link) return FollowLink(happened, link);
        if (happened.Address is { } address) return FollowAddress(happened, address);
        return happened.Route is { } route ? FollowRoute(happened, route) : null;
    }

    private CtNetIfEvent? FollowLink(NetlinkEvent happened, Link link)
    {
        var end = new End(happened.NamespaceId, link.Index);
        bool host = end.NamespaceId is null;
        if (host && happened.Kind == NetlinkEventKind.LinkSet && OwnerOf(link) is { } found) Learn(link, found);
        if (!_owners.TryGetValue(end, out Owner? owner)) return null;
        if (happened.Kind == NetlinkEventKind.LinkDeleted)
        {
            Forget(end);
            return Event(owner, end, CtNetIfEventKind.Link, CtNetIfAction.Removed, link.Name);
        }

        var now = LinkSummary.Of(link);
        bool known = _links.TryGetValue(end, out LinkSummary? before);
        _links[end] = now;
        if (now == before) return null;
        return Event(
            owner, end, CtNetIfEventKind.Link, known || !host ? CtNetIfAction.Changed : CtNetIfAction.Added,
            now.Since(before));
    }

    private CtNetIfEvent? FollowAddress(NetlinkEvent happened, InterfaceAddress address)
    {
        var end = new End(happened.NamespaceId, address.LinkIndex);
        if (!_owners.TryGetValue(end, out Owner? owner)) return null;
        (End, IPAddress, int) key = (end, address.Address, address.PrefixLength);
        CtNetIfAction action;
        if (happened.Kind == NetlinkEventKind.AddressDeleted)
        {
            _addresses.Remove(key);
            action = CtNetIfAction.Removed;
        }
        else
        {
            action = _addresses.Add(key) ? CtNetIfAction.Added : CtNetIfAction.Changed;
        }

        return Event(owner, end, CtNetIfEventKind.Address, action, $"{address.Address}/{address.PrefixLength}");
    }

    private CtNetIfEvent? FollowRoute(NetlinkEvent happened, Route route)
    {
        var end = new End(happened.NamespaceId, route.LinkIndex);

        // The local and multicast routes follow the addresses, which are told of.
        bool told = route.Table == Route.MainTable && route.Type == RouteType.Unicast;
        if (!told || !_owners.TryGetValue(end, out Owner? owner)) return null;
        CtNetIfAction action = happened.Kind == NetlinkEventKind.RouteDeleted ? CtNetIfAction.Removed
            : happened.Replaces ? CtNetIfAction.Changed
            : CtNetIfAction.Added;
        string link = end.NamespaceId is null ? owner.HostVeth : owner.Interface;
        string text = RouteText.Of(link, ActualLink.Of(route));
        return Event(owner, end, CtNetIfEventKind.Route, action, text);
    }

    // A container whose namespace goes meanwhile has nothing to be learnt.
    private void ReadInside()
    {
        HashSet<string> containers = [.. _owners.Values.Select(o => o.Container)];
        if (containers.Count == 0) return;
        foreach ((string container, string path) in namespaces(containers))
        {
            int? id = _owners.FirstOrDefault(o => o.Key.NamespaceId is not null && o.Value.Container == container)
                .Key.NamespaceId;
            if (id is null) continue;
            try
            {
                using var inside = NetworkNamespace.Open(path);
                using var socket = RouteNetlink.Open(inside);
                Learn(id, socket.GetAddresses());
                foreach (Link link in socket.GetLinks()) _links[new End(id, link.Index)] = LinkSummary.Of(link);
            }
            catch (NetlinkException)
            {
            }
        }
    }

    private void Learn(int? namespaceId, IEnumerable<InterfaceAddress> addresses)
    {
        foreach (InterfaceAddress address in addresses)
        {
            var end = new End(namespaceId, address.LinkIndex);
            if (_owners.ContainsKey(end)) _addresses.Add((end, address.Address, address.PrefixLength));
        }
    }

    private void Learn(Link veth, Owner owner)
    {
        _owners[new End(null, veth.Index)] = owner;
        if (veth.PeerNamespaceId is { } id) _owners[new End(id, veth.PeerIndex)] = owner;
    }

    private void Forget(End end)
    {
        if (!_owners.TryGetValue(end, out Owner? owner)) return;
        if (end.NamespaceId is not null)
        {
            Drop(end);
            return;
        }

        foreach (End gone in _owners.Where(o => o.Value.HostVeth == owner.HostVeth).Select(o => o.Key).ToList())
        {
            Drop(gone);
        }
    }

    private void Drop(End end)
    {
        _owners.Remove(end);
        _links.Remove(end);
        _addresses.RemoveWhere(a => a.Item1 == end);
    }

    private Owner? OwnerOf(Link link)
    {
        if (link.Kind != "veth" || HostVeths.OwnerOf(link) is not var (container, name)) return null;
        return wanted is null || wanted(container) ? new Owner(container, name, link.Name) : null;
    }

    private static CtNetIfEvent Event(
        Owner owner, End end, CtNetIfEventKind kind, CtNetIfAction action, string detail) => new()
        {
            Time = DateTimeOffset.Now,
            Container = owner.Container,
            Interface = owner.Interface,
            Where = end.NamespaceId is null ? "host" : "container",
            Kind = kind,
            Action = action,
            Detail = detail,
        };

    /// <summary>One end of a veth pair.</summary>
    /// <param name="NamespaceId">The host's identifier for the container's namespace; null for the host's end.</param>
    /// <param name="Index">The index there.</param>
    private readonly record struct End(int? NamespaceId, int Index);

    private sealed record Owner(string Container, string Interface, string HostVeth);
}
