using System.Security.Cryptography;
using ContainerNet.Engine.Plan;
using ContainerNet.Engine.Shaping;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Apply;

/// <summary>Removes host veths of ours, with the ifb devices that belong to them.</summary>
internal static class HostVeths
{
    /// <summary>Removes those of these links that are there and carry our alias; a link of somebody else's stays.</summary>
    /// <remarks>
    /// As one group (IFLA_GROUP): one by one, each waits for a grace period of the kernel, 25 ms a link. The links get a
    /// group of their own just before, so that only the links meant are taken.
    /// </remarks>
    public static void Delete(IReadOnlyList<string> names)
    {
        using RouteNetlink host = RouteNetlink.Open();
        using NetlinkBatch batch = host.CreateBatch();
        uint group = (uint)RandomNumberGenerator.GetInt32(1 << 16, int.MaxValue);
        foreach (Link link in Find(host, [.. names.SelectMany(n => new[] { n, IfbName.Of(n) })]).Where(IsOurs))
        {
            batch.SetLink(new LinkChange { Index = link.Index, Group = group });
        }

        if (batch.Count == 0) return;
        batch.DeleteLinkGroup(group);
        foreach (NetlinkFailure failure in host.Send(batch))
        {
            // Gone by itself: its container's namespace took it along.
            if (failure.Error.Errno is not (Errno.ENODEV or Errno.ENOENT)) throw failure.Error;
        }
    }

    // A few by name; for many, one look at all.
    private static IEnumerable<Link> Find(RouteNetlink host, HashSet<string> names) => names.Count <= 16
        ? names.Select(host.GetLink).OfType<Link>()
        : host.GetLinks().Where(l => names.Contains(l.Name));

    /// <summary>The container and the interface that a host link belongs to, by its alias; null for others.</summary>
    public static (string Container, string Interface)? OwnerOf(Link link)
    {
        if (!IsOurs(link)) return null;
        string[] parts = link.Alias![Planner.AliasPrefix.Length..].Split('/', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : null;
    }

    /// <summary>Whether a host link was made by ContainerNet.</summary>
    public static bool IsOurs(Link link) =>
        link.Alias?.StartsWith(Planner.AliasPrefix, StringComparison.Ordinal) == true;
}
