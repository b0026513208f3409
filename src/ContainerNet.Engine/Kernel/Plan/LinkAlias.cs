using System.Text;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>The alias of a host link that is ours, which is its mark: "containernet web01/eth0".</summary>
internal static class LinkAlias
{
    private const string Prefix = "containernet ";

    private static readonly byte[] s_prefix = Encoding.UTF8.GetBytes(Prefix);

    /// <summary>The alias of an interface's links on the host.</summary>
    public static string Of(string container, string interfaceName) => $"{Prefix}{container}/{interfaceName}";

    /// <summary>Whether an alias is one of ours.</summary>
    public static bool IsOurs(string? alias) => alias?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Whether an alias, as the kernel has it, is one of ours.</summary>
    public static bool IsOurs(ReadOnlySpan<byte> alias) => alias.StartsWith(s_prefix);

    /// <summary>The container and the interface that an alias names; null for that of another, or none.</summary>
    public static (string Container, string Interface)? Parse(string? alias)
    {
        if (!IsOurs(alias)) return null;
        string[] parts = alias![Prefix.Length..].Split('/', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : null;
    }
}
