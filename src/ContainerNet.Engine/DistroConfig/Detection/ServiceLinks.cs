using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Detection;

/// <summary>Which services start, seen in the links that enable them: a binary that lies there says nothing.</summary>
internal sealed class ServiceLinks(IRootFsView root)
{
    private const string Units = "/etc/systemd/system";

    /// <summary>
    /// Whether systemd starts a unit: a link in any .wants or .requires directory, also a dangling one (its target may
    /// be in a place that moved), and not masked by a link to /dev/null.
    /// </summary>
    public bool IsEnabled(string unit) => !IsMasked(unit) && WantedIn(unit) is not null;

    /// <summary>The enabled unit's link; null without one.</summary>
    public string? WantedIn(string unit) => Wants()
        .Select(d => $"{d}/{unit}")
        .FirstOrDefault(p => root.EntryExists(p) && root.ReadLink(p) != "/dev/null");

    public bool IsMasked(string unit) => root.ReadLink($"{Units}/{unit}") == "/dev/null";

    /// <summary>A wanted instance of a template unit: "netctl@" finds netctl@eth0.service.</summary>
    public string? Instance(string template) => Wants()
        .SelectMany(d => root.List(d).Select(n => $"{d}/{n}"))
        .FirstOrDefault(p => p[(p.LastIndexOf('/') + 1)..].StartsWith(template, StringComparison.Ordinal));

    /// <summary>
    /// The service that the name network.service stands for, as wicked and NetworkManager divide it among them.
    /// </summary>
    public string? NetworkServiceTarget()
    {
        string? target = root.ReadLink($"{Units}/network.service");
        return target?[(target.LastIndexOf('/') + 1)..];
    }

    private IEnumerable<string> Wants() => root.List(Units)
        .Where(n => n.EndsWith(".wants", StringComparison.Ordinal) || n.EndsWith(".requires", StringComparison.Ordinal))
        .Select(n => $"{Units}/{n}");
}
