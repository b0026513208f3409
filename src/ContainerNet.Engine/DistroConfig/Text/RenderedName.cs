namespace ContainerNet.Engine.DistroConfig.Text;

/// <summary>
/// Refuses names that could end a line, a quote or a path in a file that something inside the container reads.
/// </summary>
internal static class RenderedName
{
    /// <summary>Refuses a container's name that can't stand in any format as it is.</summary>
    /// <exception cref="ContainerNetException">UnsafeValue.</exception>
    public static void CheckContainer(string name) =>
        Refuse(!NameRules.IsContainer(name), "container", name, NameRules.ContainerRemedy);

    /// <summary>Refuses a name that the caller found unsafe.</summary>
    /// <exception cref="ContainerNetException">UnsafeValue.</exception>
    public static void Refuse(bool isUnsafe, string what, string name, string remedy)
    {
        if (!isUnsafe) return;
        string printable = PrintableText.Of(name);
        throw new ContainerNetException(
            "UnsafeValue", CtErrorKind.InvalidArgument,
            $"The {what} name '{printable}' can't be written to a configuration file.", printable, remedy);
    }
}
