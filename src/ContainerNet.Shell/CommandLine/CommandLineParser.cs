using System.Text;

namespace ContainerNet.Shell.CommandLine;

/// <summary>
/// Reads the command line by pwsh's rules: a switch may be shortened, the first word that is no switch is a script,
/// and everything after <c>-File</c> or <c>-Command</c> belongs to the script.
/// </summary>
internal sealed class CommandLineParser(IReadOnlyList<string> arguments)
{
    // Name and the shortest form that pwsh accepts.
    private static readonly (string Name, string Shortest)[] s_switches =
    [
        ("version", "v"), ("help", "h"), ("?", "?"), ("noprofileloadtime", "noprofilel"), ("noprofile", "nop"),
        ("nologo", "nol"), ("noninteractive", "noni"), ("noexit", "noe"), ("login", "l"), ("interactive", "i"),
        ("commandwithargs", "commandw"), ("cwa", "cwa"), ("command", "c"), ("file", "f"), ("encodedcommand", "e"),
        ("ec", "ec"), ("executionpolicy", "ex"), ("ep", "ep"), ("workingdirectory", "wo"), ("wd", "wd"),
    ];

    private int _next;
    private ShellOptions _options = new();

    /// <summary>The options, with <see cref="ShellOptions.Error"/> set when the command line makes no sense.</summary>
    public ShellOptions Parse()
    {
        bool more = true;
        while (more && _next < arguments.Count)
        {
            string word = arguments[_next++];
            string? name = SwitchName(word);
            more = name is null ? Script(word) : Switch(name);
        }
        return _options;
    }

    private static string? SwitchName(string word)
    {
        if (word is "-" || !word.StartsWith('-')) return null;
        string typed = word.TrimStart('-');
        foreach (var (name, shortest) in s_switches)
        {
            if (typed.Length >= shortest.Length && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                return name;
        }
        return null;
    }

    private bool Switch(string name) => name switch
    {
        "version" => Stop(ShellMode.Version),
        "help" or "?" => Stop(ShellMode.Help),
        "noprofile" => Set(_options with { NoProfile = true }),
        "noninteractive" => Set(_options with { NonInteractive = true }),
        "nologo" => Set(_options with { NoLogo = true }),
        "noexit" => Set(_options with { NoExit = true }),
        "workingdirectory" or "wd" => WorkingDirectory(),
        "executionpolicy" or "ep" => Ignored(),
        "command" => Command(),
        "commandwithargs" or "cwa" => CommandWithArguments(),
        "encodedcommand" or "ec" => EncodedCommand(),
        "file" => _next < arguments.Count
            ? Script(arguments[_next++])
            : Fail("The command cannot be run because the File parameter requires a file path. "
                + "Supply a path for the File parameter and then try the command again."),
        _ => true,
    };

    private bool Script(string path)
    {
        if (path == "-") return Stop(ShellMode.StandardInput);
        string full = Path.GetFullPath(path, Directory.GetCurrentDirectory());
        if (!File.Exists(full))
        {
            return Fail($"The argument '{path}' is not recognized as the name of a script file. Check the spelling "
                + "of the name, or if a path was included, verify that the path is correct and try again.");
        }
        _options = _options with { Mode = ShellMode.File, Text = full, Arguments = Rest() };
        return false;
    }

    private bool Command()
    {
        if (_next >= arguments.Count)
            return Fail("Cannot process the command because of a missing parameter. A command must follow -Command.");
        if (arguments[_next] == "-") return Stop(ShellMode.StandardInput);
        _options = _options with { Mode = ShellMode.Command, Text = string.Join(' ', Rest()) };
        return false;
    }

    private bool CommandWithArguments()
    {
        if (_next >= arguments.Count)
            return Fail("Cannot process the command because of a missing parameter. "
                + "A command must follow -CommandWithArgs.");
        string text = arguments[_next++];
        _options = _options with { Mode = ShellMode.Command, Text = text, Arguments = Rest() };
        return false;
    }

    private bool EncodedCommand()
    {
        byte[] bytes = new byte[_next < arguments.Count ? arguments[_next].Length : 0];
        if (bytes.Length == 0 || !Convert.TryFromBase64String(arguments[_next++], bytes, out int length))
        {
            return Fail("Cannot process the command because the value specified with -EncodedCommand is not properly "
                + "encoded. The value must be Base64 encoded.");
        }
        _options = _options with { Mode = ShellMode.Command, Text = Encoding.Unicode.GetString(bytes, 0, length) };
        return false;
    }

    private bool WorkingDirectory() => _next < arguments.Count
        ? Set(_options with { WorkingDirectory = arguments[_next++] })
        : Fail("Cannot process the command because -WorkingDirectory requires an argument that is a directory path.");

    private bool Ignored()
    {
        _next++;
        return true;
    }

    private string[] Rest()
    {
        string[] rest = [.. arguments.Skip(_next)];
        _next = arguments.Count;
        return rest;
    }

    private bool Set(ShellOptions options)
    {
        _options = options;
        return true;
    }

    private bool Stop(ShellMode mode) => !Set(_options with { Mode = mode });

    private bool Fail(string message) => !Set(_options with { Error = message });
}
