using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig;

/// <summary>The link that makes systemd start a service.</summary>
internal static class EnablingLink
{
    private const string Units = "/etc/systemd/system";

    /// <summary>
    /// The link for a unit that the root file system has; none for a masked one, which the administrator wants stopped.
    /// It is the same whether the link is there already or not: the writer leaves one that is there.
    /// </summary>
    public static IEnumerable<RenderedLink> For(string unit, IRootFsView root)
    {
        if (root.ReadLink($"{Units}/{unit}") is not null) return [];
        string[] files = [$"/usr/lib/systemd/system/{unit}", $"/lib/systemd/system/{unit}"];
        string? file = Array.Find(files, root.FileExists);
        return file is null ? [] : [new RenderedLink($"{Units}/multi-user.target.wants/{unit}", file)];
    }

    /// <summary>The warning for a masked unit.</summary>
    public static IEnumerable<string> Warnings(string unit, IRootFsView root) =>
        root.ReadLink($"{Units}/{unit}") == "/dev/null" ? [$"{unit} is masked: nothing reads these files."] : [];
}
