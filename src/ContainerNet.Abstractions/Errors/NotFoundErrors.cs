namespace ContainerNet;

/// <summary>The errors about names of things that do not exist.</summary>
internal static class NotFoundErrors
{
    public static ContainerNetException Container(string name) => new(
        ErrorId.ContainerNotFound, CtErrorKind.NotFound, $"There is no container {PrintableText.Of(name)}.", name,
        "Get-Ct shows the containers; New-Ct makes one. CONTAINERNET_LXCPATH names another lxcpath than LXC's own.");

    /// <param name="target">The name, with its container where that is known.</param>
    /// <param name="others">The interfaces that the container has; null when that is not known.</param>
    public static ContainerNetException Interface(string target, IEnumerable<string>? others = null)
    {
        string known = string.Join(", ", others ?? []);
        return new(
            ErrorId.InterfaceNotFound, CtErrorKind.NotFound, $"There is no interface {PrintableText.Of(target)}.",
            target,
            others is null ? "Get-CtNetIf shows the interfaces."
                : known.Length > 0 ? $"The container has {known}." : "New-CtNetIf makes one.");
    }

    public static ContainerNetException Bridge(string name) => new(
        ErrorId.BridgeNotFound, CtErrorKind.NotFound, $"There is no bridge {PrintableText.Of(name)}.", name,
        "Get-CtBridge shows the bridges; New-CtBridge makes one.");
}
