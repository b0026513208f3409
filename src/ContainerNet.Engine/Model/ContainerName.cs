namespace ContainerNet.Engine.Model;

/// <summary>The rule for names of containers, asked wherever a name becomes a path.</summary>
internal static class ContainerName
{
    public const int MaxLength = 64;

    /// <summary>A letter or digit, then letters, digits, '_', '.' and '-': never a path, never hidden.</summary>
    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength || !char.IsAsciiLetterOrDigit(name[0])) return false;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')) return false;
        }

        return true;
    }

    /// <exception cref="ContainerNetException">The name breaks the rule.</exception>
    public static void Check(string? name)
    {
        if (IsValid(name)) return;
        throw new ContainerNetException(
            "InvalidContainerName", CtErrorKind.InvalidArgument,
            $"'{name}' is not a name for a container.", name,
            $"Write 1 to {MaxLength} letters, digits, '_', '.' or '-', beginning with a letter or digit.");
    }
}
