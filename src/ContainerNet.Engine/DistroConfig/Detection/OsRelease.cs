using System.Text;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Detection;

/// <summary>The file os-release(5), and the older files of systems that have none.</summary>
internal sealed class OsRelease
{
    /// <summary>It has a dozen lines; more is not read.</summary>
    private const int Limit = 64 << 10;

    private static readonly (string Path, string Id)[] s_markers =
    [
        ("/etc/alpine-release", "alpine"), ("/etc/slackware-version", "slackware"), ("/etc/gentoo-release", "gentoo"),
        ("/etc/arch-release", "arch"), ("/etc/fedora-release", "fedora"), ("/etc/centos-release", "centos"),
        ("/etc/redhat-release", "rhel"), ("/etc/SuSE-release", "opensuse"), ("/etc/devuan_version", "devuan"),
        ("/etc/debian_version", "debian"),
    ];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private OsRelease()
    {
    }

    /// <summary>Of a root file system that says nothing.</summary>
    public static OsRelease Unknown { get; } = new();

    public string? Id => _values.GetValueOrDefault("ID");

    public string? Version => _values.GetValueOrDefault("VERSION_ID");

    public string? PrettyName => _values.GetValueOrDefault("PRETTY_NAME") ?? _values.GetValueOrDefault("NAME");

    /// <summary>The distribution, then those it is like, the nearest first.</summary>
    public IEnumerable<string> Ids =>
        (Id is null ? [] : new[] { Id }).Concat(
            _values.GetValueOrDefault("ID_LIKE")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);

    /// <summary>The first number of the version; 0 without one (rolling releases).</summary>
    public int Major => int.TryParse(
        Version?.Split('.')[0], System.Globalization.NumberStyles.None, null, out int major) ? major : 0;

    public static OsRelease Read(IRootFsView root)
    {
        var release = new OsRelease();
        string? text = root.ReadText("/etc/os-release", Limit) ?? root.ReadText("/usr/lib/os-release", Limit);
        foreach (string line in text?.Split('\n') ?? []) release.Add(line.Trim());
        if (release.Id is not null) return release;
        if (Array.Find(s_markers, m => root.FileExists(m.Path)) is not (string path, string id)) return release;
        release._values["ID"] = id;
        // "CentOS release 6.10 (Final)", "Slackware 15.0", "3.20.1"
        string words = root.ReadText(path, Limit) ?? "";
        string version = string.Concat(words.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(IsVersionCharacter));
        if (version.Length > 0) release._values["VERSION_ID"] = version;
        if (words.Contains(' ', StringComparison.Ordinal)) release._values["PRETTY_NAME"] = Printable(words.Trim());
        return release;
    }

    private static bool IsVersionCharacter(char c) => char.IsAsciiDigit(c) || c == '.';

    private void Add(string line)
    {
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || line[0] == '#') return;
        string value = Printable(Unquoted(line[(equals + 1)..]));
        if (value.Length > 0) _values[line[..equals]] = value;
    }

    // Shell quoting, of which os-release(5) allows the two quotes and a backslash before a character.
    private static string Unquoted(string text)
    {
        if (text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0]) text = text[1..^1];
        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) i++;
            result.Append(text[i]);
        }

        return result.ToString();
    }

    /// <summary>The container's own words, safe to show.</summary>
    private static string Printable(string text) => string.Concat(text.Where(c => !char.IsControl(c)).Take(200));
}
