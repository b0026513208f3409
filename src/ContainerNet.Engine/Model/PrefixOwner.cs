using System.Net;

namespace ContainerNet.Engine.Model;

/// <summary>What a prefix is used for.</summary>
internal enum PrefixUse
{
    /// <summary>An IP of an interface; the prefix is the address alone (/32, /128).</summary>
    Address,

    /// <summary>A prefix that the host routes to an interface.</summary>
    Route,

    /// <summary>The small network between host veth and container.</summary>
    Interconnect,
}

/// <summary>A prefix, and whose it is.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The interface's name inside the container.</param>
/// <param name="Prefix">The prefix, masked.</param>
/// <param name="Use">What it is used for.</param>
internal sealed record PrefixOwner(string Container, string Interface, IPNetwork Prefix, PrefixUse Use)
{
    /// <summary>The routing table of the host, for a route in another than the main one; else 0.</summary>
    public uint Table { get; init; }

    /// <summary>"web01/eth0", for messages.</summary>
    public string Target => $"{Container}/{Interface}";

    /// <summary>The owner of one IP.</summary>
    public static PrefixOwner OfAddress(string container, string @interface, IPAddress address) =>
        new(container, @interface, new IPNetwork(address, IPText.BitLength(address)), PrefixUse.Address);

    /// <summary>The owner of a route.</summary>
    public static PrefixOwner OfRoute(string container, string @interface, RouteConfig route) =>
        new(container, @interface, route.Destination, PrefixUse.Route) { Table = route.Table };

    /// <summary>All that a container owns.</summary>
    public static IEnumerable<PrefixOwner> Of(ContainerConfig container)
    {
        foreach (InterfaceConfig config in container.Interfaces)
        {
            foreach (PrefixOwner owner in Of(container.Name, config)) yield return owner;
        }
    }

    /// <summary>All that an interface owns.</summary>
    public static IEnumerable<PrefixOwner> Of(string container, InterfaceConfig config)
    {
        if (config.ViaV4 is { } v4) yield return new(container, config.Name, v4.Network, PrefixUse.Interconnect);
        if (config.ViaV6 is { } v6) yield return new(container, config.Name, v6.Network, PrefixUse.Interconnect);
        foreach (IPInterfaceAddress address in config.AddressesV4.Concat(config.AddressesV6))
        {
            yield return OfAddress(container, config.Name, address.IPAddress);
        }

        foreach (RouteConfig route in config.RoutesV4.Concat(config.RoutesV6))
        {
            yield return OfRoute(container, config.Name, route);
        }
    }
}
