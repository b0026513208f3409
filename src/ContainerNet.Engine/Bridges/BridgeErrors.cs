using System.ComponentModel;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Bridges;

/// <summary>The refusals about bridges, in the user's terms.</summary>
internal static class BridgeErrors
{
    public static ContainerNetException NotOurs(string name, string owner) => new(
        "BridgeNotOurs", CtErrorKind.AlreadyExists,
        $"The link {name} already exists and belongs to {owner}.", name,
        $"Interfaces can use it as it is: New-CtNetIf -Link {name}. To have ContainerNet manage it, stop its owner "
        + "first, or choose another name.");

    public static ContainerNetException Exists(string name, string setting) => new(
        "BridgeExists", CtErrorKind.AlreadyExists, $"The bridge {name} already exists, with another {setting}.", name,
        "Set-CtBridge changes it.");

    public static ContainerNetException InUse(string name, IReadOnlyList<string> users) => new(
        "BridgeInUse", CtErrorKind.InvalidOperation,
        $"Cannot remove the bridge {name}: it is used by {string.Join(", ", users.Take(3))}"
        + $"{(users.Count > 3 ? $" and {users.Count - 3} more" : "")}.", name,
        "Remove these interfaces or move them to another bridge first, or use -Force.");

    public static ContainerNetException Overlaps(string name, IPInterfaceAddress address, string whose) => new(
        "BridgeNetworkOverlaps", CtErrorKind.AlreadyExists,
        $"The bridge {name} cannot have {address}: its network overlaps {whose}.", address.ToString(),
        "Choose another network.");

    public static string Whose(PrefixOwner owner) =>
        $"{owner.Prefix}, {(owner.Use == PrefixUse.Interconnect ? "the interconnect of" : "routed to")} {owner.Target}";

    public static ContainerNetException NoFreeNetwork(string name) => new(
        "BridgeNetworkOverlaps", CtErrorKind.InvalidOperation,
        $"No network is free for the bridge {name}: all of 10.0.3.0/24 to 10.0.254.0/24 overlap others.", name,
        "Give one with -Address.");

    /// <summary>
    /// What the file system or the kernel threw, as an error of the bridge; null for a defect of our own.
    /// </summary>
    public static ContainerNetException? Translate(Exception error, string name) => error switch
    {
        ContainerNetException known => known,
        NetlinkException refusal => KernelErrors.Translate(refusal, $"Cannot change the bridge {name}", name),
        IOException or UnauthorizedAccessException or Win32Exception => new ContainerNetException(
            "BridgeFailed", CtErrorKind.ToolFailed, $"Cannot change the bridge {name}: {error.Message}", name, null,
            error),
        _ => null,
    };

    public static ContainerNetException ToolMissing(string tool, string purpose, string remedy) => new(
        "ToolMissing", CtErrorKind.ToolFailed, $"Cannot {purpose}: the program {tool} is not installed.", tool, remedy);

    public static ContainerNetException ToolFailed(string tool, string purpose, string said) => new(
        "ToolFailed", CtErrorKind.ToolFailed, $"Cannot {purpose}: {tool} says: {said}", tool);
}
