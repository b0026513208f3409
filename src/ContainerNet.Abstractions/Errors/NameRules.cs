namespace ContainerNet;

/// <summary>What names may be.</summary>
internal static class NameRules
{
    /// <summary>IFNAMSIZ of linux/if.h is 16 with the final NUL.</summary>
    public const int LongestLink = 15;

    /// <summary>The longest name of a container: it is a part of file names, and of a namespace's.</summary>
    public const int LongestContainer = 64;

    /// <summary>The remedy for a name of a link.</summary>
    public static string LinkRemedy { get; } =
        $"Use 1 to {LongestLink} letters, digits, dots, dashes or underscores, not beginning with a dash; "
        + "not lo, all or default.";

    /// <summary>The remedy for a name of a container.</summary>
    public static string ContainerRemedy { get; } =
        $"Use 1 to {LongestContainer} letters, digits, dots, dashes or underscores, beginning with a letter or digit.";

    /// <summary>
    /// Whether a link can have the name: what the kernel, a tool or a file of a network stack would take for something
    /// else is none. "all" and "default" are directories beside the interfaces in /proc/sys/net.
    /// </summary>
    public static bool IsLink(string name) =>
        name.Length is > 0 and <= LongestLink && name[0] != '-' && IsPlain(name)
        && name is not ("." or ".." or "lo" or "all" or "default");

    /// <summary>A letter or digit, then letters, digits, '_', '.' and '-': never a path, never hidden.</summary>
    public static bool IsContainer(string? name) =>
        name is { Length: > 0 and <= LongestContainer } && char.IsAsciiLetterOrDigit(name[0]) && IsPlain(name);

    /// <param name="name">The name.</param>
    /// <param name="owner">Whose interface it is to be: a container, or the host.</param>
    /// <exception cref="ContainerNetException">InvalidInterfaceName.</exception>
    public static void CheckLink(string name, string owner)
    {
        if (IsLink(name)) return;
        throw new ContainerNetException(
            ErrorId.InvalidInterfaceName, CtErrorKind.InvalidArgument,
            $"'{PrintableText.Of(name)}' cannot be the name of an interface of {owner}.", name, LinkRemedy);
    }

    /// <exception cref="ContainerNetException">InvalidContainerName.</exception>
    public static void CheckContainer(string? name)
    {
        if (IsContainer(name)) return;
        throw new ContainerNetException(
            ErrorId.InvalidContainerName, CtErrorKind.InvalidArgument,
            $"'{PrintableText.Of(name)}' cannot be the name of a container.", name, ContainerRemedy);
    }

    private static bool IsPlain(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')) return false;
        }

        return true;
    }
}
