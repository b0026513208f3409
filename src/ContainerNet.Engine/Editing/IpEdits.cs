using System.Net;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>IPs: added and removed at any time (rules 4 and 5).</summary>
internal sealed class IpEdits(
    EditedContainers containers, AddressIndex index, IHostView host, DeferredListRemovals lists, RouteEdits routes)
{
    public void Add(AddIp change)
    {
        (ContainerConfig container, InterfaceConfig config) = containers.Find(change);
        IPInterfaceAddress address = change.Address;
        InterfaceRules.CheckAddress(config, address, change.Target);
        RequireFree(address, container.Name, config, change.Target);
        if (host.OwnerOf(address.IPAddress) is { } link) throw Errors.AddressIsHosts(address, link, change.Target);
        RouteConfig? route = routes.BroughtBy(change, container, config);
        config.Addresses(address.GetVersion()).Add(address);
        index.Add(PrefixOwner.OfAddress(container.Name, config.Name, address.IPAddress));
        if (route is not null) routes.AddTo(container, config, route);
    }

    public void Remove(RemoveIp change)
    {
        (ContainerConfig container, InterfaceConfig config) = containers.Find(change);
        List<IPInterfaceAddress> addresses = config.Addresses(change.Address.GetVersion());
        DeferredRemovals<IPAddress, IPInterfaceAddress> removals = lists.Of(addresses);
        int place = removals.Find(change.Address.IPAddress, a => a == change.Address);
        bool isMeant = place >= 0 && (change.Address.IsHostAddress() || addresses[place] == change.Address);
        if (!isMeant) throw Errors.AddressNotFound(change.Address, change.Target);
        IPAddress address = addresses[place].IPAddress;
        removals.RemoveAt(place);
        index.Remove(PrefixOwner.OfAddress(container.Name, config.Name, address));
        routes.RemoveThoseOf(address, container, config, change.KeepRoute);
    }

    // Addresses of an interface's own interconnect may be its IPs, except the two ends.
    private void RequireFree(IPInterfaceAddress address, string container, InterfaceConfig config, string target)
    {
        if (index.FindAddress(address.IPAddress) is not { } owner) return;
        bool own = owner.Use == PrefixUse.Interconnect && owner.Container == container && owner.Interface == config.Name
            && !InterfaceRules.IsEnd(config, address.IPAddress);
        if (!own) throw InterfaceErrors.AddressInUse(address, owner, target);
    }
}
