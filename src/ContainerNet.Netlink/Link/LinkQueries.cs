using System.Text;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Questions about links.</summary>
public static class LinkQueries
{
    /// <summary>Longer than any module's name (MODULE_NAME_LEN, 56), of which a kind is part.</summary>
    private const int LongestKind = 64;

    /// <summary>Finds a link.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The link, or null when there is none of the name.</returns>
    /// <exception cref="ArgumentException">The name is too long or empty.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public static Link? GetLink(this RouteNetlink netlink, string name)
    {
        LinkName.Require(name);
        Span<byte> request = stackalloc byte[Question.Size];
        AttributeWriter writer = Question.Begin(
            request, MessageType.GetLink, MessageFlags.Request, default(LinkMessage));
        writer.WriteUInt32(LinkAttribute.ExtensionMask, LinkAttribute.SkipFamilyStatistics);
        writer.WriteTerminated(LinkAttribute.Name, name);
        return QueryLink(netlink, Question.End(request, in writer), $"get link {name}");
    }

    /// <summary>Finds a link.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="index">Its index.</param>
    /// <returns>The link, or null when there is none of the index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public static Link? GetLink(this RouteNetlink netlink, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(index);
        Span<byte> request = stackalloc byte[Question.Size];
        AttributeWriter writer = Question.Begin(
            request, MessageType.GetLink, MessageFlags.Request, new LinkMessage { Index = index });
        writer.WriteUInt32(LinkAttribute.ExtensionMask, LinkAttribute.SkipFamilyStatistics);
        return QueryLink(netlink, Question.End(request, in writer), $"get link {index}");
    }

    /// <summary>Finds a link of another namespace, without entering it. Needs CAP_NET_ADMIN there.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="index">Its index there.</param>
    /// <param name="namespaceId">This namespace's identifier for it, as <see cref="Link.PeerNamespaceId"/> is
    /// one.</param>
    /// <returns>The link, or null when there is none of the index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive, or the identifier negative.</exception>
    /// <exception cref="NetlinkException">
    /// The kernel refuses (EACCES without the privilege, EINVAL for an identifier of no namespace) or does not answer.
    /// </exception>
    public static Link? GetLink(this RouteNetlink netlink, int index, int namespaceId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(index);
        ArgumentOutOfRangeException.ThrowIfNegative(namespaceId);
        Span<byte> request = stackalloc byte[Question.Size];
        AttributeWriter writer = Question.Begin(
            request, MessageType.GetLink, MessageFlags.Request, new LinkMessage { Index = index });
        writer.WriteUInt32(LinkAttribute.ExtensionMask, LinkAttribute.SkipFamilyStatistics);
        writer.WriteInt32(LinkAttribute.TargetNamespaceId, namespaceId);
        return QueryLink(
            netlink, Question.End(request, in writer), $"get link {index} of namespace {namespaceId}");
    }

    /// <summary>
    /// The index of a link that is known to be there, in a fraction of the time that
    /// <see cref="GetLink(RouteNetlink, string)"/> takes: it waits for no lock of the kernel's (SIOCGIFINDEX). For a
    /// name that no link has, the kernel may look for a module.
    /// </summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The index; 0 when there is none of the name.</returns>
    /// <exception cref="ArgumentException">The name is too long or empty.</exception>
    public static int GetLinkIndex(this RouteNetlink netlink, string name)
    {
        LinkName.Require(name);
        return netlink.Connection.IndexOf(name);
    }

    /// <summary>Lists links.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="filter">Which; the default shows all.</param>
    /// <exception cref="NetlinkException">
    /// The kernel refuses or does not answer; EINTR when links kept changing while they were read.
    /// </exception>
    public static IReadOnlyList<Link> GetLinks(this RouteNetlink netlink, LinkFilter filter = default)
    {
        using LinkDump dump = netlink.DumpLinks(filter);
        var links = new List<Link>(dump.Count);
        foreach (LinkView view in dump)
        {
            // A kind that no loaded driver has does not filter: the kernel then shows the links of all kinds.
            if (filter.Kind is null || Ascii.Equals(view.Kind, filter.Kind))
                links.Add(view.ToLink());
        }
        return links;
    }

    /// <summary>
    /// Dumps links without allocating an object for each. A <see cref="LinkFilter.Kind"/> that no loaded driver has
    /// does not filter.
    /// </summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="filter">Which; the default shows all.</param>
    /// <returns>The dump, to be disposed.</returns>
    /// <exception cref="NetlinkException">
    /// The kernel refuses or does not answer; EINTR when links kept changing while they were read.
    /// </exception>
    public static LinkDump DumpLinks(this RouteNetlink netlink, LinkFilter filter = default)
    {
        Span<byte> request = stackalloc byte[Question.Size];
        AttributeWriter writer = Question.Begin(request, MessageType.GetLink, MessageFlags.List, default(LinkMessage));
        writer.WriteUInt32(LinkAttribute.ExtensionMask, LinkAttribute.SkipFamilyStatistics);
        if (filter.MasterIndex != 0)
            writer.WriteInt32(LinkAttribute.Master, filter.MasterIndex);
        if (filter.Kind is not null)
        {
            if (Encoding.UTF8.GetByteCount(filter.Kind) > LongestKind)
                throw new ArgumentException($"'{filter.Kind}' is not a kind of link.", nameof(filter));
            int info = writer.BeginNested(LinkAttribute.LinkInfo);
            writer.WriteTerminated(LinkAttribute.InfoKind, filter.Kind);
            writer.EndNested(info);
        }
        return new LinkDump(netlink.Dump(Question.End(request, in writer), [WireFamily.Unspecified], "list links"));
    }

    private static Link? QueryLink(RouteNetlink netlink, Span<byte> request, string operation)
    {
        DumpBuffer buffer = netlink.Connection.Rent();
        try
        {
            ReadOnlySpan<byte> answer = netlink.Connection.Query(request, MessageType.NewLink, buffer, operation);
            return answer.IsEmpty ? null : new LinkView(answer).ToLink();
        }
        finally
        {
            netlink.Connection.Return(buffer);
        }
    }
}
