using System.Net;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>What the interfaces of one file have so far; nothing may be had twice (design.md, No duplicates).</summary>
internal sealed class ContainerClaims(string container)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<IPAddress, string> _addresses = [];
    private readonly Dictionary<(IPNetwork, uint Table), string> _routes = [];
    private readonly List<PrefixOwner> _interconnects = [];

    /// <summary>Takes the name of an interface; false when one above has it.</summary>
    public bool TryName(string interfaceName) => _names.Add(interfaceName);

    /// <exception cref="ContainerNetException">InterconnectOverlaps.</exception>
    public void Claim(InterfaceConfig config, Interconnect via)
    {
        string target = Target(config.Name);
        foreach (PrefixOwner other in _interconnects)
        {
            if (Prefix.Version(other.Prefix) != via.GetVersion()) continue;
            if (!Prefix.Overlaps(other.Prefix, via.Network)) continue;
            throw InterfaceErrors.InterconnectOverlaps(via, other, target);
        }

        foreach ((IPAddress address, string owner) in _addresses)
        {
            if (!via.Network.Contains(address)) continue;
            throw InterfaceErrors.InterconnectOverlaps(via, PrefixOwner.OfAddress(container, owner, address), target);
        }

        _interconnects.Add(new PrefixOwner(container, config.Name, via.Network, PrefixUse.Interconnect));
    }

    /// <exception cref="ContainerNetException">AddressInUse.</exception>
    public void Claim(InterfaceConfig config, IPInterfaceAddress address)
    {
        IPAddress ip = address.IPAddress;
        if (!_addresses.TryAdd(ip, config.Name))
        {
            var owner = PrefixOwner.OfAddress(container, _addresses[ip], ip);
            throw InterfaceErrors.AddressInUse(address, owner, Target(config.Name));
        }

        foreach (PrefixOwner other in _interconnects)
        {
            if (!other.Prefix.Contains(ip)) continue;
            bool own = other.Interface == config.Name && !InterfaceRules.IsEnd(config, ip);
            if (!own) throw InterfaceErrors.AddressInUse(address, other, Target(config.Name));
        }
    }

    /// <exception cref="ContainerNetException">RouteExists, RouteOverlaps or NextHopNotFound.</exception>
    public void Claim(InterfaceConfig config, RouteConfig route)
    {
        string target = Target(config.Name);
        IPNetwork destination = route.Destination;
        if (!_routes.TryAdd((destination, route.Table), config.Name))
        {
            string other = _routes[(destination, route.Table)];
            throw other == config.Name
                ? InterfaceErrors.RouteExists(destination, destination, target)
                : InterfaceErrors.RouteOverlaps(
                    destination, PrefixOwner.OfRoute(container, other, route), target);
        }

        if (route.Via is not { } via) return;
        bool known = _addresses.TryGetValue(via, out string? owner) && owner == config.Name;
        if (!known) throw InterfaceErrors.NextHopNotFound(via, target);
    }

    private string Target(string interfaceName) => $"{container}/{interfaceName}";
}
