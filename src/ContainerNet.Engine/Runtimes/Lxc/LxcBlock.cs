using System.Globalization;
using System.Text;
using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Our lines in the user's configuration, between two comments. Pure; every other byte stays as it
/// is.</summary>
/// <remarks>
/// They stand in the configuration itself, as LXC refuses one whose include is missing, and with no interface:
/// lxc-copy would take the names of the host's links and the hardware addresses along. LXC keeps comments and lines as
/// they are when it copies, renames, snapshots and restores.
/// </remarks>
internal static class LxcBlock
{
    private const string Begin = "# Begin of ContainerNet's lines for ";
    private const string End = "# End of ContainerNet's lines";

    private const string Runs = "/bin/sh -c '[ ! -r \"$0\" ] || exec /bin/sh \"$0\" \"$@\"";

    // Without the script, as when ContainerNet was removed, the container starts all the same. But where a folder keeps
    // it from the user who starts the container, the network would be missing without a word: LXC's log has the status,
    // EX_NOPERM of sysexits.h, and at level DEBUG the sentence. A word after the closing quote keeps LXC from stripping
    // a pair.
    private const string Guarded = Runs + """; d=$0; until [ -e "${d:-/}" ]; do d=${d%/*}; done; """
        + """[ -x "$d/" ] || { echo "containernet: only root can give $LXC_NAME its interfaces"; exit 77; }' """;

    /// <summary>The configuration with our lines, once: where they are, or at its end.</summary>
    /// <param name="config">The bytes of the file.</param>
    /// <param name="paths">The container.</param>
    /// <param name="index">The N of an lxc.net.N that nobody has.</param>
    public static byte[] Put(byte[] config, LxcPaths paths, int index)
    {
        string lines = Decode(Encoding.UTF8.GetBytes(Lines(paths, index)));
        string[] present = Decode(config).Split('\n');
        string[] rest = [.. Rest(present, paths, _ => true)];
        if (Has(present, lines.Split('\n'), rest)) return config;
        string text = string.Join('\n', rest);

        // Without a line break at the end, as the file was, so that Remove can give back the same bytes.
        bool ended = text.Length == 0 || text[^1] == '\n';
        return Encode(ended ? $"{text}{lines}\n" : $"{text}\n{lines}");
    }

    /// <summary>The configuration without the lines for this container; those that lxc-copy brought stay.</summary>
    /// <param name="config">The bytes of the file.</param>
    /// <param name="paths">The container.</param>
    public static byte[] Remove(byte[] config, LxcPaths paths) =>
        Encode(string.Join('\n', Rest(Decode(config).Split('\n'), paths, name => name == paths.Name)));

    /// <summary>What others wrote of the configuration.</summary>
    /// <param name="config">The bytes of the file.</param>
    /// <param name="paths">The container.</param>
    public static byte[] Rest(byte[] config, LxcPaths paths) =>
        Encode(string.Join('\n', Rest(Decode(config).Split('\n'), paths, _ => true)));

    /// <summary>The container that our lines are for: another one in a copy; null without any.</summary>
    /// <param name="config">The bytes of the file.</param>
    public static string? OwnerIn(byte[] config) =>
        Decode(config).Split('\n').Select(BeginOf).FirstOrDefault(n => n is not null);

    private static string Lines(LxcPaths paths, int index)
    {
        string hook = Guarded + HookText.Quoted(LxcText.Value(paths.Hook, "the path of a hook"));

        // "up" is for its lo: without any lxc.net it would stay down.
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Begin}{paths.Name}
            lxc.net.{index}.type = empty
            lxc.net.{index}.flags = up
            lxc.hook.start-host = {hook} start
            lxc.hook.post-stop = {hook} stop
            {End}
            """);
    }

    // LXC moves lines of its own behind them when it copies or restores.
    private static bool Has(string[] present, string[] lines, string[] rest)
    {
        int begin = Array.IndexOf(present, lines[0]);
        return begin >= 0 && present.Skip(begin).Take(lines.Length).SequenceEqual(lines)
            && present.Take(begin).Concat(present.Skip(begin + lines.Length)).SequenceEqual(rest);
    }

    // Somebody may have written into the block, or lost an end of it: what is ours in it is told line by line.
    private static IEnumerable<string> Rest(IEnumerable<string> lines, LxcPaths paths, Predicate<string> whose)
    {
        string? owner = null;
        string? index = null;
        foreach (string line in lines)
        {
            if (BeginOf(line) is { } name) (owner, index) = (name, null);
            if (owner is null || !whose(owner))
            {
                if (line.TrimEnd('\r') == End) owner = null;
                if (FormerOf(line, paths) is not { } former || !whose(former)) yield return line;
            }
            else if (line.TrimEnd('\r') == End)
            {
                owner = null;
            }
            else if (BeginOf(line) is null && !IsOfBlock(line, ref index))
            {
                yield return line;
            }
        }
    }

    private static string? BeginOf(string line) => line.StartsWith(Begin, StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(Encode(line[Begin.Length..].TrimEnd('\r')))
        : null;

    private static bool IsOfBlock(string text, ref string? index)
    {
        if (LxcConfigLine.Parse(text, "") is not { } line) return false;
        if (line.Key is "lxc.hook.start-host" or "lxc.hook.post-stop")
        {
            return line.Value.StartsWith(Runs, StringComparison.Ordinal);
        }

        if (line is { Key: var key, Value: "empty" } && key.StartsWith("lxc.net.", StringComparison.Ordinal)
            && key.EndsWith(".type", StringComparison.Ordinal) && index is null)
        {
            index = key[..^".type".Length];
            return true;
        }

        return index is not null && line.Key == index + ".flags";
    }

    // The container whose former include file a line names.
    private static string? FormerOf(string line, LxcPaths paths)
    {
        if (LxcConfigLine.Parse(line, "") is not { Key: "lxc.include" } parsed) return null;
        string path = Encoding.UTF8.GetString(Encode(parsed.Value));
        return paths.IsFormerInclude(path) ? Path.GetFileName(Path.GetDirectoryName(path)) : null;
    }

    // Latin-1 has a character for each byte, so that a file in any encoding comes back as it was.
    private static string Decode(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static byte[] Encode(string text) => Encoding.Latin1.GetBytes(text);
}
