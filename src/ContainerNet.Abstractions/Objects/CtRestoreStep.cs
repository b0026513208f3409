namespace ContainerNet;

/// <summary>What a step of Restore-CtNet is about.</summary>
public enum CtRestoreKind
{
    /// <summary>A bridge: link, addresses, forwarding, DHCP server.</summary>
    Bridge,

    /// <summary>The NAT rules of all bridges.</summary>
    Nat,

    /// <summary>The rules of Set-CtNetOption -ForwardAccept.</summary>
    Forwarding,

    /// <summary>An interface of a running container.</summary>
    Interface,

    /// <summary>A link of ours that no running container has.</summary>
    StrayLink,
}

/// <summary>One step of Restore-CtNet.</summary>
public sealed record CtRestoreStep : IKeyed
{
    /// <summary>What it is about.</summary>
    public CtRestoreKind Kind { get; init; }

    /// <summary>The name of the thing: lxcbr0, web01/eth0, ctn-2abcdefg.</summary>
    public required string Target { get; init; }

    /// <summary>A verb phrase.</summary>
    public required string Action { get; init; }

    /// <summary>The difference that is repaired; null when the step is not about an interface.</summary>
    public CtNetIfFinding? Finding { get; init; }

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Kind, Target, Action];
}

/// <summary>What became of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Error">Why it was not done; null when it was.</param>
public sealed record CtRestoreOutcome(CtRestoreStep Step, ContainerNetException? Error);
