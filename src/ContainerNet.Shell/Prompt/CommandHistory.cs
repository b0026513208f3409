using System.Text.RegularExpressions;

namespace ContainerNet.Shell.Prompt;

/// <summary>Commands that were typed, the newest last and each once; kept in a file across sessions.</summary>
internal sealed partial class CommandHistory
{
    private const int Most = 2000;
    private readonly List<string> _commands = [];
    private readonly string? _file;

    /// <summary>A history that is kept in a file, or in memory only.</summary>
    public CommandHistory(string? file = null)
    {
        _file = file;
        if (file is not null) Load(file);
    }

    /// <summary>The file of the user's history.</summary>
    public static string DefaultFile => Path.Combine(StateFolder, "ctnet", "history");

    /// <summary>How many there are.</summary>
    public int Count => _commands.Count;

    /// <summary>One of them; the oldest is 0.</summary>
    public string this[int place] => _commands[place];

    /// <summary>Adds a command; as in other shells, a space before it keeps it out.</summary>
    public void Add(string command)
    {
        if (string.IsNullOrWhiteSpace(command) || command[0] == ' ') return;
        Remember(command);
        if (_file is not null && !Sensitive().IsMatch(command)) Append(_file, command);
    }

    /// <summary>The newest command up to a place that contains a text, or -1.</summary>
    public int FindBackwards(string text, int place)
    {
        for (int i = Math.Min(place, Count - 1); i >= 0; i--)
        {
            if (_commands[i].Contains(text, StringComparison.OrdinalIgnoreCase)) return i;
        }
        return -1;
    }

    private static string StateFolder => Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");

    private void Remember(string command)
    {
        _commands.Remove(command);
        _commands.Add(command);
    }

    // A history that cannot be read or written is no reason not to work.
    private void Load(string file)
    {
        try
        {
            if (!File.Exists(file)) return;
            string[] lines = File.ReadAllLines(file);
            foreach (string line in lines) Remember(Decode(line));
            if (_commands.Count > Most) _commands.RemoveRange(0, _commands.Count - Most);
            if (lines.Length > 2 * Most) Rewrite(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    // A line is one write at the end, so that sessions at the same time don't lose each other's.
    private static void Append(string file, string command)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var writer = new StreamWriter(file, PrivateFile(FileMode.Append));
            writer.Write(Encode(command) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void Rewrite(string file)
    {
        string next = file + ".new";
        using (var writer = new StreamWriter(next, PrivateFile(FileMode.Create)))
        {
            foreach (string command in _commands) writer.Write(Encode(command) + "\n");
        }
        File.Move(next, file, overwrite: true);
    }

    private static FileStreamOptions PrivateFile(FileMode mode) => new()
    {
        Mode = mode,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    private static string Encode(string command) => command
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Decode(string line) =>
        Escape().Replace(line, escape => escape.Value == "\\n" ? "\n" : "\\");

    [GeneratedRegex(@"\\[\\n]")]
    private static partial Regex Escape();

    [GeneratedRegex("password|passphrase|asplaintext|token|apikey|secret", RegexOptions.IgnoreCase)]
    private static partial Regex Sensitive();
}
