namespace ContainerNet.Engine.DistroConfig.Text;

/// <summary>Text of lines.</summary>
internal static class Lines
{
    /// <summary>The lines, each ended by a line feed.</summary>
    public static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
