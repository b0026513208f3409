using System.Globalization;
using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Where a container's files are, and whose they are.</summary>
internal static class LxcRootFs
{
    private static readonly char[] s_blanks = [' ', '\t'];

    /// <summary>
    /// The tree on the host. Of overlay, zfs, lvm, loop, nbd and rbd there is none while the container is stopped, and
    /// the mounted one while it runs: an overlay's lower layer is not to be written to, and its upper one alone does
    /// not show what distribution it is.
    /// </summary>
    /// <param name="config">The container's configuration.</param>
    /// <param name="initPid">The process id of init while it runs.</param>
    public static string? Find(LxcConfig config, int? initPid)
    {
        if (config.RootFsPath is not { } path) return null;
        string? tree = path.StartsWith('/') ? path : After(path, "dir:") ?? After(path, "btrfs:");
        if (tree is not null && Directory.Exists(tree)) return tree;
        return initPid is null ? null : $"/proc/{initPid}/root";
    }

    /// <summary>The uid and gid on the host of the container's root; 0 without lxc.idmap.</summary>
    /// <param name="config">The container's configuration.</param>
    public static (uint Uid, uint Gid) Owner(LxcConfig config)
    {
        // With an idmapped mount the files on disk are those of a privileged container.
        bool shiftedByMount = config.RootFsOptions?.Split(',').Any(o => o.Trim().StartsWith("idmap=")) ?? false;
        return shiftedByMount ? (0, 0) : (First(config, 'u'), First(config, 'g'));
    }

    /// <summary>The uid on the host that root inside has in the kernel; 0 without lxc.idmap.</summary>
    /// <param name="config">The container's configuration.</param>
    public static uint MappedRoot(LxcConfig config) => First(config, 'u');

    private static uint First(LxcConfig config, char kind)
    {
        foreach (string map in config.IdMaps)
        {
            // u|g|b, first id inside, first id on the host, count.
            string[] parts = map.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 4 && (parts[0][0] == kind || parts[0][0] == 'b') && parts[1] == "0"
                && uint.TryParse(parts[2], CultureInfo.InvariantCulture, out uint host))
            {
                return host;
            }
        }

        return 0;
    }

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
}
