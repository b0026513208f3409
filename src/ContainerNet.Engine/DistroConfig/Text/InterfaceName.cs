using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.Text;

/// <summary>The one gate through which an interface's name goes into a file or a file's name.</summary>
internal static class InterfaceName
{
    /// <summary>IFNAMSIZ without the closing NUL.</summary>
    private const int MaxLength = 15;

    /// <summary>The name of the container's end.</summary>
    public static string Of(InterfaceState state)
    {
        string name = state.Container.Name;
        RenderedName.Refuse(
            !IsSafe(name), "interface", name,
            "Use 1 to 15 of the characters a-z, A-Z, 0-9, '_', '-' and '.', and none of 'all' and 'default'.");
        return name;
    }

    /// <summary>The name as a part of a shell variable: what is no letter, digit or _ becomes _.</summary>
    public static string AsVariable(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>
    /// The name inside a sysctl's dotted name, where a dot of its own is written as a slash (sysctl.d(5)).
    /// </summary>
    public static string AsSysctl(string name) => name.Replace('.', '/');

    // "all" and "default" are directories beside the interfaces in /proc/sys/net.
    private static bool IsSafe(string name) =>
        name.Length is > 0 and <= MaxLength
        && name is not ("." or ".." or "all" or "default")
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
