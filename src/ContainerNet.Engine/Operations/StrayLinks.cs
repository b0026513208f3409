using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>
/// Links of ours that no running container has: a host veth whose far end somebody keeps alive after its container,
/// or an ifb device that was left. Known by the alias that we gave them; what has none is somebody else's.
/// </summary>
internal sealed class StrayLinks(Inventory inventory, ContainerStore store, RuntimeCatalog runtimes)
{
    // The links of a container whose file can't be read are nobody's to remove until it can.
    public IReadOnlyList<Link> Find()
    {
        StoreSnapshot snapshot = store.ReadAll();
        HashSet<string> broken = snapshot.Broken.Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        Dictionary<string, ContainerConfig> known = inventory.All(snapshot, name => !broken.Contains(name))
            .ToDictionary(c => c.Name, StringComparer.Ordinal);
        var inspections = new Inspections(runtimes);
        return [.. HostNetwork.Read().Links.Where(IsStray)];

        bool IsStray(Link link)
        {
            if (link.Kind is not ("veth" or "ifb") || !HostVeths.IsOurs(link)) return false;

            // An alias of ours that this version cannot read is not a licence to remove.
            if (HostVeths.OwnerOf(link) is not var (name, interfaceName) || broken.Contains(name)) return false;
            if (!known.TryGetValue(name, out ContainerConfig? config)) return true;
            if (inspections.Of(config).State == CtState.Stopped) return true;
            if (config.Find(interfaceName) is not { } item) return true;
            return link.Kind == "veth" && item.HostInterface != link.Name;
        }
    }
}
