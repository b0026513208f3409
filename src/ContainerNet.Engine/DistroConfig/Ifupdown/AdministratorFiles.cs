using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Ifupdown;

/// <summary>
/// What the administrator has written about interfaces: /etc/network/interfaces and the files it includes.
/// </summary>
internal sealed class AdministratorFiles
{
    public const string Main = "/etc/network/interfaces";

    public const string Directory = "/etc/network/interfaces.d";

    /// <summary>How the names of our files in <see cref="Directory"/> begin.</summary>
    public const string Prefix = "containernet-";

    private readonly List<(string Path, InterfacesFile File)> _files = [];
    private readonly RenderRequest _request;
    private readonly List<string> _warnings = [];

    public AdministratorFiles(RenderRequest request)
    {
        _request = request;
        var main = InterfacesFile.Parse(request.RootFs.ReadText(Main));
        _files.Add((Main, main));
        IncludesDirectory = main.Includes(Directory);
        if (!IncludesDirectory) return;
        foreach (string name in request.RootFs.List(Directory))
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith('.')) continue;
            string path = $"{Directory}/{name}";
            if (Text(path) is { } text) _files.Add((path, InterfacesFile.Parse(text)));
        }
    }

    /// <summary>Whether the administrator's file includes the files in <see cref="Directory"/>.</summary>
    public bool IncludesDirectory { get; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The stanza of the loopback interface, empty where there is one.</summary>
    public IEnumerable<string> Loopback() =>
        _files.Exists(f => f.File.Defines("lo")) ? [] : ["auto lo", "iface lo inet loopback"];

    /// <summary>
    /// The lines that define our interfaces a second time; what they say of others goes to <paramref name="rest"/>.
    /// </summary>
    public IReadOnlyList<DisabledLines> Duplicates(ICollection<string>? rest)
    {
        HashSet<string> names = [.. _request.Interfaces.Select(InterfaceName.Of)];
        IEnumerable<DisabledLines> lines = _files.Select(f => new DisabledLines(f.Path, f.File.LinesOf(names, rest)));
        return [.. lines.Where(d => d.Lines.Count > 0)];
    }

    /// <summary>The lines of an interface.</summary>
    public IEnumerable<string> Stanzas(InterfaceState state, InterfacesDialect dialect) => new Stanzas(state, dialect)
    {
        Hostname = _files.Select(f => f.File.Hostname(InterfaceName.Of(state))).FirstOrDefault(h => h is not null),
    }.Lines();

    /// <summary>
    /// The lines of interfaces.head or interfaces.tail beside the main file, which go before and after ours.
    /// </summary>
    public IEnumerable<string> Extra(string end)
    {
        string[] lines = Text($"{Main}.{end}")?.TrimEnd('\n').Split('\n') ?? [];
        if (!Array.Exists(lines, l => l.Contains(" containernet ", StringComparison.Ordinal))) return lines;
        _warnings.Add($"{Main}.{end} has marks of ContainerNet in it; it is left out.");
        return [];
    }

    private string? Text(string path)
    {
        try
        {
            return _request.RootFs.ReadText(path);
        }
        catch (ContainerNetException refusal)
        {
            _warnings.Add($"{path} is left out: {refusal.Message}");
            return null;
        }
    }
}
