namespace ContainerNet;

/// <summary>What an event is about.</summary>
public enum CtNetIfEventKind
{
    /// <summary>Events were lost, so nothing reported before can be relied on.</summary>
    None,

    /// <summary>One end of the veth pair.</summary>
    Link,

    /// <summary>An address.</summary>
    Address,

    /// <summary>A route.</summary>
    Route,
}

/// <summary>What became of it.</summary>
public enum CtNetIfAction
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It has changed.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>Events came faster than they were read, and some are lost: look at what there is now.</summary>
    Resync,
}

/// <summary>A change of an interface in the kernel, whoever made it.</summary>
public sealed record CtNetIfEvent : IKeyed
{
    /// <summary>When it was read.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The container's name; empty for a resync, which concerns all.</summary>
    public required string Container { get; init; }

    /// <summary>The interface's name inside the container; empty for a resync.</summary>
    public required string Interface { get; init; }

    /// <summary>Which end: host or container; empty for a resync.</summary>
    public string Where { get; init; } = "";

    /// <summary>What it is about.</summary>
    public CtNetIfEventKind Kind { get; init; }

    /// <summary>What became of it.</summary>
    public CtNetIfAction Action { get; init; }

    /// <summary>The address, the route in the words of ip-route(8), or what has changed about the link.</summary>
    public string Detail { get; init; } = "";

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Time, Container, Interface, Where, Kind, Detail];
}
