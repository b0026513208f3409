using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>The bridges of the host and those that should be there, with the containers that use them.</summary>
internal sealed class BridgeQuery(ContainerStore containers, BridgeStore bridges, BridgeRunner runner)
{
    public IEnumerable<CtBridge> Find(Func<string, bool>? name)
    {
        using var host = new HostView();
        var known = bridges.ReadAll().ToDictionary(b => b.Name, StringComparer.Ordinal);
        ILookup<string, CtBridgePort> users = Users();
        return host.Links.Where(l => l.Kind == "bridge").Select(l => l.Name)
            .Union(known.Keys, StringComparer.Ordinal)
            .Where(n => name is null || name(n))
            .Order(StringComparer.Ordinal)
            .Select(n => Describe(n, known.GetValueOrDefault(n), host, users[n]))
            .ToList();
    }

    /// <summary>Who uses a bridge: interfaces that name it, and other ports that it has.</summary>
    public IEnumerable<CtBridgePort> PortsOf(string bridge, HostView host) => PortsOf(bridge, host, Users()[bridge]);

    private CtBridge Describe(string name, BridgeConfig? config, HostView host, IEnumerable<CtBridgePort> users)
    {
        Link? link = host.Find(name);
        bool ours = config is not null && (link is null || BridgeLink.IsOurs(link));
        int? pid = ours ? runner.ServerPid(name) : null;
        bool up = link?.IsUp == true && (!ours || !config!.Dhcp || pid is not null);
        return new CtBridge
        {
            Name = name,
            Address = ours ? [.. config!.Addresses] : link is null ? [] : [.. host.AddressesOf(link)],
            Dhcp = ours ? config!.Dhcp : null,
            DhcpRange = ours ? config!.LeaseRange : null,
            Nat = ours ? config!.Nat : null,
            Mtu = ours ? config!.Mtu : link?.Mtu,
            DnsServer = ours ? [.. config!.DnsServers] : [],
            State = up ? CtNetIfState.Up : CtNetIfState.Down,
            Managed = ours,
            DhcpServerPid = pid,
            Interfaces = [.. PortsOf(name, host, users)],
            Leases = ours ? [.. LeasesOf(config!)] : [],
        };
    }

    // The file outlives the bridge; one of the same name may have another network now.
    private IEnumerable<CtBridgeLease> LeasesOf(BridgeConfig config) =>
        LeaseFile.Read(config.Name, bridges.LeaseFile(config.Name))
            .Where(l => config.Addresses.Any(a => a.GetNetwork().Contains(l.Address)));

    private static IEnumerable<CtBridgePort> PortsOf(string bridge, HostView host, IEnumerable<CtBridgePort> users)
    {
        Link[] ports = host.Find(bridge) is { } link ? [.. host.PortsOf(link)] : [];
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (CtBridgePort user in users)
        {
            told.Add(user.HostInterface);
            bool attached = Array.Exists(ports, p => p.Name == user.HostInterface);
            yield return user with { State = attached ? CtNetIfState.Up : CtNetIfState.Down };
        }

        foreach (Link port in ports.Where(p => told.Add(p.Name)))
        {
            yield return new CtBridgePort { HostInterface = port.Name, State = CtNetIfState.Up };
        }
    }

    // By the bridge that they name.
    private ILookup<string, CtBridgePort> Users() => (
        from container in containers.ReadAll().Containers
        from item in container.Interfaces
        where item.Link is not null
        select (item.Link, Port: new CtBridgePort
        {
            Container = container.Name,
            Interface = item.Name,
            HostInterface = item.HostInterface,
        })).ToLookup(u => u.Link, u => u.Port, StringComparer.Ordinal);
}
