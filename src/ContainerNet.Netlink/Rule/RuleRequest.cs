using System.Net;

namespace ContainerNet.Netlink;

/// <summary>A rule to add or delete: packets of a source are looked up in a table.</summary>
public readonly record struct RuleRequest
{
    /// <summary>The base address of the source, host bits clear; its family is the rule's.</summary>
    public required IPAddress Source { get; init; }

    /// <summary>The length of the source's prefix.</summary>
    public required int SourceLength { get; init; }

    /// <summary>The table.</summary>
    public required uint Table { get; init; }

    /// <summary>The rule's place: the kernel asks those of lower numbers first.</summary>
    public required uint Priority { get; init; }

    /// <summary>Who makes the rule; unspecified in a deletion matches any.</summary>
    public RouteProtocol Protocol { get; init; }
}
