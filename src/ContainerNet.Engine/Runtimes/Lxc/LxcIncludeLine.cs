using System.Text;
using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Our one line in the user's configuration. Pure; every other byte stays as it is.</summary>
internal static class LxcIncludeLine
{
    /// <summary>The configuration with our line, once.</summary>
    /// <param name="config">The bytes of the file.</param>
    /// <param name="paths">The container.</param>
    public static byte[] Add(byte[] config, LxcPaths paths)
    {
        if (HasOwn(config, paths)) return config;
        string text = Remove(Decode(config), paths);
        string line = Decode(Encoding.UTF8.GetBytes(
            $"lxc.include = {LxcText.Value(paths.Include, "the path of our include file")}"));

        // Without a line break at the end, as the file was, so that Remove can give back the same bytes.
        bool ended = text.Length == 0 || text[^1] == '\n';
        return Encode(ended ? $"{text}{line}\n" : $"{text}\n{line}");
    }

    /// <summary>The configuration without our line.</summary>
    /// <param name="config">The bytes of the file.</param>
    /// <param name="paths">The container.</param>
    public static byte[] Remove(byte[] config, LxcPaths paths) => Encode(Remove(Decode(config), paths));

    private static bool HasOwn(byte[] config, LxcPaths paths)
    {
        List<string> own = [.. Decode(config).Split('\n').Select(Included).OfType<string>().Where(paths.IsInclude)];
        return own is [var only] && only == paths.Include;
    }

    // With those of other containers: lxc-copy has left them, and they name interfaces that exist already.
    private static string Remove(string text, LxcPaths paths)
    {
        string[] lines = text.Split('\n');
        string[] kept = Array.FindAll(lines, line => Included(line) is not { } path || !paths.IsInclude(path));
        return string.Join('\n', kept);
    }

    private static string? Included(string line) =>
        LxcConfigLine.Parse(line, "") is { Key: "lxc.include" } parsed
            ? Encoding.UTF8.GetString(Encode(parsed.Value))
            : null;

    // Latin-1 has a character for each byte, so that a file in any encoding comes back as it was.
    private static string Decode(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static byte[] Encode(string text) => Encoding.Latin1.GetBytes(text);
}
