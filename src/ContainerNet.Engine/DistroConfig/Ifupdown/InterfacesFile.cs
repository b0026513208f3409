using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.RootFs.Ownership;

namespace ContainerNet.Engine.DistroConfig.Ifupdown;

/// <summary>The administrator's part of a file in the format of interfaces(5): what is not ours.</summary>
internal sealed class InterfacesFile
{
    private readonly List<Statement> _statements = [];

    private InterfacesFile()
    {
    }

    private sealed record Statement(string[] Words, List<int> Lines)
    {
        public string Keyword => Words[0];

        /// <summary>The interfaces that it defines or starts.</summary>
        public IEnumerable<string> Named => Keyword == "iface" ? Words.Skip(1).Take(1)
            : Keyword == "auto" || Keyword.StartsWith("allow-", StringComparison.Ordinal) ? Words.Skip(1) : [];

        /// <summary>The lines after an "iface" line, up to the next statement.</summary>
        public List<string> Options { get; } = [];
    }

    /// <summary>Reads a file; null stands for a missing one.</summary>
    public static InterfacesFile Parse(string? text)
    {
        var file = new InterfacesFile();
        IReadOnlyList<string> lines = SharedFile.AdministratorLines(text ?? "");
        for (int i = 0; i < lines.Count; i++)
        {
            int first = i;
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            while (line.EndsWith('\\') && i + 1 < lines.Count) line = line[..^1] + " " + lines[++i].Trim();
            file.Add(line, Enumerable.Range(first, i - first + 1));
        }

        return file;
    }

    /// <summary>Whether an interface has a stanza.</summary>
    public bool Defines(string name) => Stanzas(name).Any();

    /// <summary>Whether files of this directory with a name like ours are read from here.</summary>
    public bool Includes(string directory) => _statements.Exists(s => s.Words.Skip(1).Any(w => s.Keyword switch
    {
        "source" => Absolute(w) == directory + "/*",
        "source-directory" => Absolute(w).TrimEnd('/') == directory,
        _ => false,
    }));

    /// <summary>The host name that a DHCP client sends for an interface; null when none is given.</summary>
    public string? Hostname(string name) => Stanzas(name).SelectMany(s => s.Options)
        .Where(o => o.StartsWith("hostname ", StringComparison.Ordinal)).Select(o => o[9..].Trim()).FirstOrDefault();

    /// <summary>
    /// The numbers of the lines that speak of these interfaces. What a line says of others beside goes to
    /// <paramref name="rest"/>; without it such lines are left out.
    /// </summary>
    public IReadOnlyList<int> LinesOf(IReadOnlySet<string> names, ICollection<string>? rest)
    {
        var lines = new List<int>();
        foreach (Statement statement in _statements)
        {
            List<string> named = [.. statement.Named];
            if (!named.Exists(names.Contains)) continue;
            string[] others = [.. named.Where(n => !names.Contains(n))];
            if (others.Length > 0 && rest is null) continue;
            lines.AddRange(statement.Lines);
            if (others.Length > 0) rest!.Add($"{statement.Keyword} {string.Join(' ', others)}");
        }

        return lines;
    }

    private IEnumerable<Statement> Stanzas(string name) =>
        _statements.Where(s => s.Keyword == "iface" && s.Words.Length > 1 && s.Words[1] == name);

    private void Add(string line, IEnumerable<int> lines)
    {
        string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        bool isStatement = words[0] is "iface" or "auto" or "mapping" or "source" or "source-directory" or "rename"
            or "template" or "no-auto-down" or "no-scripts" || words[0].StartsWith("allow-", StringComparison.Ordinal);
        if (isStatement || _statements.Count == 0)
        {
            _statements.Add(new Statement(words, [.. lines]));
            return;
        }

        _statements[^1].Lines.AddRange(lines);
        _statements[^1].Options.Add(line);
    }

    // A relative path counts from the directory of the file (interfaces(5)).
    private static string Absolute(string path) => path.StartsWith('/') ? path : "/etc/network/" + path;
}
