using System.Net;

namespace ContainerNet;

/// <summary>One wish of the user: a step from one desired state to the next.</summary>
/// <param name="Container">The container's name.</param>
public abstract record CtChange(string Container)
{
    /// <summary>What the change is about, for messages: "web01/eth0".</summary>
    public virtual string Target => Container;
}

/// <summary>A wish about an interface.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The name inside the container.</param>
public abstract record CtInterfaceChange(string Container, string Interface) : CtChange(Container)
{
    /// <inheritdoc/>
    public override string Target => $"{Container}/{Interface}";
}

/// <summary>Make a NetNs container.</summary>
/// <param name="Container">The new name.</param>
public sealed record NewContainer(string Container) : CtChange(Container)
{
    /// <summary>The root file system; null for a bare namespace.</summary>
    public string? RootFs { get; init; }

    /// <summary>The command and arguments that run in it; empty for none.</summary>
    public IReadOnlyList<string> Init { get; init; } = [];

    /// <summary>The network stack inside, in place of the one that is detected.</summary>
    public string? NetworkStack { get; init; }
}

/// <summary>Change settings of a container.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="NetworkStack">The network stack inside; null detects it again.</param>
public sealed record SetContainer(string Container, string? NetworkStack) : CtChange(Container);

/// <summary>Remove a container and all its interfaces; it must be stopped.</summary>
/// <param name="Container">The container's name.</param>
public sealed record RemoveContainer(string Container) : CtChange(Container);

/// <summary>Make an interface; the container must be stopped.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The new name.</param>
/// <param name="Type">Bridge or Routed.</param>
public sealed record NewInterface(string Container, string Interface, CtNetIfType Type)
    : CtInterfaceChange(Container, Interface)
{
    /// <summary>The settings that were given; what is null takes its default.</summary>
    public InterfaceSettings Settings { get; init; } = new();
}

/// <summary>Change settings of an interface.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The interface's name.</param>
/// <param name="Settings">What is null stays as it is.</param>
public sealed record SetInterface(string Container, string Interface, InterfaceSettings Settings)
    : CtInterfaceChange(Container, Interface);

/// <summary>Give an interface another name; the container must be stopped.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The current name.</param>
/// <param name="NewName">The new name.</param>
public sealed record RenameInterface(string Container, string Interface, string NewName)
    : CtInterfaceChange(Container, Interface);

/// <summary>Remove an interface with its IPs and routes; the container must be stopped.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The interface's name.</param>
public sealed record RemoveInterface(string Container, string Interface) : CtInterfaceChange(Container, Interface);

/// <summary>Add an IP, and for a routed interface the route to it.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The interface's name.</param>
/// <param name="Address">The address.</param>
public sealed record AddIp(string Container, string Interface, IPInterfaceAddress Address)
    : CtInterfaceChange(Container, Interface)
{
    /// <summary>Add no route.</summary>
    public bool NoRoute { get; init; }

    /// <summary>Route this network instead of the address's own.</summary>
    public IPNetwork? RouteAs { get; init; }
}

/// <summary>Remove an IP, with the routes that it brought.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The interface's name.</param>
/// <param name="Address">The address; without a prefix of its own (/32, /128) any prefix length matches.</param>
public sealed record RemoveIp(string Container, string Interface, IPInterfaceAddress Address)
    : CtInterfaceChange(Container, Interface)
{
    /// <summary>Leave the routes that the IP brought.</summary>
    public bool KeepRoute { get; init; }
}

/// <summary>Route a prefix to a routed interface.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The interface's name.</param>
/// <param name="Destination">The prefix.</param>
public sealed record AddRoute(string Container, string Interface, IPNetwork Destination)
    : CtInterfaceChange(Container, Interface)
{
    /// <summary>The next hop: an IP of the interface; null for the interconnect.</summary>
    public IPAddress? Via { get; init; }

    /// <summary>The routing table of the host that the route is in, and in no other; null for the main one.</summary>
    public uint? Table { get; init; }

    /// <summary>Whether the route is removed with the last IP inside it, like one that came with an IP.</summary>
    public bool WithIp { get; init; }

    /// <summary>Allow a prefix that overlaps another container's, on purpose.</summary>
    public bool Force { get; init; }
}

/// <summary>Remove a route to a routed interface.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Interface">The interface's name.</param>
/// <param name="Destination">The prefix.</param>
public sealed record RemoveRoute(string Container, string Interface, IPNetwork Destination)
    : CtInterfaceChange(Container, Interface)
{
    /// <summary>The routing table of the host that the route is in; null for the main one.</summary>
    public uint? Table { get; init; }
}
