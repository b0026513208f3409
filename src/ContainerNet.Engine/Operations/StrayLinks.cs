using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>
/// Links of ours that no running container has: a host veth whose far end a process keeps alive after its container, or
/// an ifb device that was left. Known by the alias that we gave them; what has none is not ours.
/// </summary>
internal sealed class StrayLinks(RuntimeCatalog runtimes, IReadOnlyDictionary<string, ContainerConfig> containers)
{
    private readonly Dictionary<string, bool> _running = new(StringComparer.Ordinal);

    public IEnumerable<Link> Find(HostNetwork host) =>
        host.Links.Where(l => l.Kind is "veth" or "ifb" && HostVeths.IsOurs(l) && !IsUsed(l));

    private bool IsUsed(Link link)
    {
        // An alias of ours that this version cannot read is not a licence to remove.
        if (HostNetwork.OwnerOf(link) is not var (name, interfaceName)) return true;
        if (!containers.TryGetValue(name, out ContainerConfig? config) || !IsRunning(config)) return false;
        if (config.Find(interfaceName) is not { } item) return false;
        return link.Kind == "ifb" || item.HostInterface == link.Name;
    }

    private bool IsRunning(ContainerConfig config)
    {
        if (!_running.TryGetValue(config.Name, out bool running))
        {
            running = runtimes.Of(config).Inspect(config).State != CtState.Stopped;
            _running[config.Name] = running;
        }

        return running;
    }
}
