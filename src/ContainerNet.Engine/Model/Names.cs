namespace ContainerNet.Engine.Model;

/// <summary>What names may be.</summary>
internal static class Names
{
    /// <summary>IFNAMSIZ of linux/if.h is 16 with the final NUL.</summary>
    private const int LongestLink = 15;

    /// <summary>Refuses what the kernel, or a file of a network stack, would take for something else.</summary>
    /// <exception cref="ContainerNetException">InvalidInterfaceName.</exception>
    public static void CheckInterface(string name, string container)
    {
        bool fine = name.Length is > 0 and <= LongestLink
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')
            && name[0] != '-'
            && name is not ("." or ".." or "lo" or "all" or "default");
        if (fine) return;
        throw new ContainerNetException(
            "InvalidInterfaceName", CtErrorKind.InvalidArgument,
            $"'{PrintableText.Of(name)}' cannot be the name of an interface of {container}.", name,
            "Use 1 to 15 letters, digits, dots, dashes or underscores; not lo, all or default.");
    }

    /// <summary>Refuses what would not be safe as a file name or as the name of a namespace.</summary>
    /// <exception cref="ContainerNetException">InvalidContainerName.</exception>
    public static void CheckContainer(string name)
    {
        bool fine = name.Length is > 0 and <= 64
            && char.IsAsciiLetterOrDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
        if (fine) return;
        throw new ContainerNetException(
            "InvalidContainerName", CtErrorKind.InvalidArgument,
            $"'{PrintableText.Of(name)}' cannot be the name of a container.", name,
            "Use 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit.");
    }
}
