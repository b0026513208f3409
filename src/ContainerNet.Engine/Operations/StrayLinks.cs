using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>
/// Links of ours that no running container has: a host veth whose far end a process keeps alive after its container, or
/// an ifb device that was left. Known by the alias that we gave them; what has none is not ours.
/// </summary>
internal sealed class StrayLinks(Inventory inventory, ContainerStore store, RuntimeCatalog runtimes)
{
    /// <summary>Those that are there now.</summary>
    public IReadOnlyList<Link> Find()
    {
        using var view = new CallView(runtimes);
        return Find(store.ReadAll(), view);
    }

    /// <summary>Those of a moment.</summary>
    /// <param name="snapshot">The containers.</param>
    /// <param name="view">The host and the runtimes.</param>
    public IReadOnlyList<Link> Find(StoreSnapshot snapshot, CallView view)
    {
        // The links of a container whose file can't be read are nobody's to remove until it can.
        var broken = snapshot.Broken.Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        var known = inventory.All(snapshot, name => !broken.Contains(name))
            .ToDictionary(c => c.Name, StringComparer.Ordinal);
        return [.. view.Host.Links.Where(IsStray)];

        bool IsStray(Link link)
        {
            if (link.Kind is not ("veth" or "ifb") || !HostVeths.IsOurs(link)) return false;

            // An alias of ours that this version cannot read is not a licence to remove.
            if (HostVeths.OwnerOf(link) is not var (name, interfaceName) || broken.Contains(name)) return false;
            if (!known.TryGetValue(name, out ContainerConfig? config)) return true;
            if (view.Containers.Of(config).State != CtState.Running) return true;
            if (config.Find(interfaceName) is not { } item) return true;
            return link.Kind == "veth" && item.HostInterface != link.Name;
        }
    }
}
