namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Words for files that LXC reads.</summary>
internal static class LxcText
{
    /// <summary>A value for one line of LXC's configuration, which can't express a line break.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it is, for the error.</param>
    public static string Value(string value, string what)
    {
        if (value.Length != 0 && !value.Any(char.IsControl)) return value;
        throw new ContainerNetException(
            "LxcValueInvalid", CtErrorKind.InvalidArgument,
            $"LXC's configuration can't hold {what}: it is empty or has control characters.", value);
    }
}
