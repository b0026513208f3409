using System.Text;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>Removes host veths of ours, with the ifb devices that belong to them.</summary>
internal static class HostVeths
{
    // Up to this many are looked up by name; for more, one look at all links is faster.
    private const int Few = 8;

    /// <summary>Removes those of these links that are there and carry our alias; a link of somebody else's
    /// stays.</summary>
    /// <remarks>As one group: one by one, each waits for a grace period of the kernel, 25 ms a link.</remarks>
    public static void Delete(IReadOnlyList<string> names)
    {
        using var host = RouteNetlink.Open();
        using NetlinkBatch batch = host.CreateBatch();
        if (names.Count > Few) DeleteAmongAll(host, names, batch);
        else LinkGroup.Delete(batch, FindEach(host, names), _ => false);
        if (batch.Count == 0) return;
        foreach (NetlinkFailure failure in host.Send(batch))
        {
            // Gone by itself: its container's namespace took it along.
            if (failure.Error.Errno is not (Errno.ENODEV or Errno.ENOENT)) throw failure.Error;
        }
    }

    private static List<(int Index, uint Group)> FindEach(RouteNetlink host, IReadOnlyList<string> veths) =>
        [.. veths.SelectMany(v => new[] { v, IfbName.Of(v) }).Distinct(StringComparer.Ordinal)
            .Select(host.GetLink).OfType<Link>().Where(IsOurs).Select(l => (l.Index, l.Group))];

    private static void DeleteAmongAll(RouteNetlink host, IReadOnlyList<string> veths, NetlinkBatch batch)
    {
        var names = new HashSet<string>(veths, StringComparer.Ordinal);
        var ifbs = new Lazy<HashSet<string>>(() => veths.Select(IfbName.Of).ToHashSet(StringComparer.Ordinal));
        var found = new List<(int, uint)>(veths.Count);
        var groupsOfOthers = new HashSet<uint>();
        using LinkDump links = host.DumpLinks();
        foreach (LinkView link in links)
        {
            if (IsMeant(link)) found.Add((link.Index, link.Group));
            else groupsOfOthers.Add(link.Group);
        }

        LinkGroup.Delete(batch, found, group => !groupsOfOthers.Contains(group));

        bool IsMeant(LinkView link)
        {
            if (!LinkAlias.IsOurs(link.Alias)) return false;
            string name = Encoding.UTF8.GetString(link.Name);
            return names.Contains(name) || (link.Kind.SequenceEqual("ifb"u8) && ifbs.Value.Contains(name));
        }
    }

    /// <summary>The container and the interface that a host link belongs to, by its alias; null for others.</summary>
    public static (string Container, string Interface)? OwnerOf(Link link) => LinkAlias.Parse(link.Alias);

    /// <summary>Whether a host link was made by ContainerNet.</summary>
    public static bool IsOurs(Link link) => LinkAlias.IsOurs(link.Alias);
}
