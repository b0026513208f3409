using System.Security.Cryptography;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>Device groups (IFLA_GROUP of linux/if_link.h): the kernel deletes all links of one with a single
/// wait.</summary>
/// <remarks>
/// Links that are started together are in a group of their own from the beginning, as moving one there later costs a
/// message to everybody who listens.
/// </remarks>
internal static class LinkGroup
{
    /// <summary>The group of links that nobody put into one (INIT_NETDEV_GROUP of linux/netdevice.h).</summary>
    public const uint None = 0;

    // People who group links by hand use small numbers.
    private const int First = 1 << 16;

    /// <summary>A group that nobody else uses.</summary>
    public static uint New() => (uint)RandomNumberGenerator.GetInt32(First, int.MaxValue);

    /// <summary>Adds the requests that delete links, and no others, as one group.</summary>
    /// <param name="batch">Gets the requests; none when there are no links.</param>
    /// <param name="links">The links, each with the group that it is in now.</param>
    /// <param name="isWhole">Whether a group has no other links.</param>
    public static void Delete(NetlinkBatch batch, IReadOnlyList<(int Index, uint Group)> links, Func<uint, bool> isWhole)
    {
        if (links.Count == 0) return;
        uint group = links.GroupBy(l => l.Group).Where(g => g.Key != None && isWhole(g.Key))
            .OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault(New());
        foreach ((int index, uint now) in links)
        {
            if (now != group) batch.SetLink(new LinkChange { Index = index, Group = group });
        }

        batch.DeleteLinkGroup(group);
    }
}
