namespace ContainerNet;

/// <summary>The hardware addresses that an interface can have.</summary>
internal static class MacRules
{
    /// <summary>Text that is no MAC address of a single host.</summary>
    public static ContainerNetException Invalid(string text) => new(
        ErrorId.InvalidMacAddress, CtErrorKind.InvalidArgument,
        $"'{PrintableText.Of(text)}' is not the MAC address of a single host.", text,
        "Write six pairs such as 52:54:00:12:34:56, with x for a random digit, or auto.");
}
