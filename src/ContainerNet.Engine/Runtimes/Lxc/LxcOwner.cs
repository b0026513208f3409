using System.Text;
using ContainerNet.Engine.Runtimes.Lxc.Config;
using static Tmds.Linux.LibC;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>
/// Who else could exchange a container's configuration. What it says is done as root: LXC runs its hooks, and files are
/// written where it says that the root file system is.
/// </summary>
internal static class LxcOwner
{
    private const int MaxLinks = 40;

    // S_IWGRP, S_IWOTH and S_ISVTX of linux/stat.h.
    private const uint WriteOfGroup = 0x10;
    private const uint WriteOfOthers = 0x2;
    private const uint Sticky = 0x200;

    /// <summary>Refuses a container whose configuration is not in root's hands alone.</summary>
    /// <param name="paths">The container.</param>
    /// <exception cref="ContainerNetException">LxcConfigUntrusted.</exception>
    public static void RequireOwn(LxcPaths paths)
    {
        if (FindOther(paths) is not { } other) return;
        throw new ContainerNetException(
            "LxcConfigUntrusted", CtErrorKind.PermissionDenied,
            $"The LXC container '{paths.Name}' is neither changed nor started as root: {other.Words}, and could have "
            + "its configuration say anything.",
            other.Path, other.Remedy);
    }

    /// <summary>Whether a container's configuration is in root's hands alone, or in this user's.</summary>
    /// <param name="paths">The container.</param>
    public static bool IsOwn(LxcPaths paths) => FindOther(paths) is null;

    private static (string Path, string Words, string Remedy)? FindOther(LxcPaths paths)
    {
        // With lxc.idmap, lxc-create gives the folder to the container's root, who can't reach it from inside.
        var mapped = new Lazy<uint>(() => LxcRootFs.MappedRoot(LxcConfig.Read(paths)));
        if (Look(paths.Config) is not { } config) return null;
        return FindOther(paths.Config, 0, status =>
            status.Path == paths.Directory && IsMine(config.Uid) && !IsMine(status.Uid) && status.Uid == mapped.Value);
    }

    // Each folder on the way counts: who may write to one can exchange what is below.
    private static (string, string, string)? FindOther(string path, int links, Func<Status, bool> isAllowed)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string at = "";
        for (int i = 0; i < parts.Length; i++)
        {
            at += "/" + parts[i];
            if (Look(at) is not { } status) return null;
            if (!IsMine(status.Uid) && !isAllowed(status))
            {
                return (at, $"{at} belongs to uid {status.Uid}", $"chown root {at}");
            }

            if (status.IsLink)
            {
                if (links > MaxLinks) return null;
                string rest = string.Join('/', parts[(i + 1)..]);
                string target = Path.Combine(File.ResolveLinkTarget(at, returnFinalTarget: false)!.FullName, rest);
                return FindOther(target, links + 1, isAllowed);
            }

            bool others = status.IsForAll || (status.IsForGroup && IsMine(status.Uid));
            if (others && !status.IsSticky) return (at, $"others may write to {at}", $"chmod go-w {at}");
        }

        return null;
    }

    private static bool IsMine(uint uid) => uid == 0 || uid == geteuid();

    private static unsafe Status? Look(string path)
    {
        Tmds.Linux.stat status;
        byte[] zeroEnded = [.. Encoding.UTF8.GetBytes(path), 0];
        fixed (byte* p = zeroEnded)
        {
            if (lstat(p, &status) != 0) return null;
        }

        uint mode = (uint)status.st_mode;
        bool ownGroup = (uint)status.st_gid == 0 || (uint)status.st_gid == (uint)getegid();
        return new Status(path, status.st_uid)
        {
            IsLink = S_ISLNK(status.st_mode),
            IsForGroup = (mode & WriteOfGroup) != 0 && !ownGroup,
            IsForAll = (mode & WriteOfOthers) != 0,
            IsSticky = S_ISDIR(status.st_mode) && (mode & Sticky) != 0,
        };
    }

    private readonly record struct Status(string Path, uint Uid)
    {
        public bool IsLink { get; init; }

        public bool IsForGroup { get; init; }

        public bool IsForAll { get; init; }

        /// <summary>Only the owner of a file can exchange it there.</summary>
        public bool IsSticky { get; init; }
    }
}
