using System.Runtime.InteropServices;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>
/// The errors of a root file system in words; those of kind InvalidData are the container's own doing.
/// </summary>
internal static class RootFsErrors
{
    /// <summary>A call failed: what was tried ("read /etc/os-release"), on whose root file system.</summary>
    public static ContainerNetException Failed(int result, string action, string rootFs)
    {
        int error = -result;
        if (error == LibC.ENOSYS)
            return TooOld("openat2", "5.6");
        if (error == LibC.ELOOP || error == LibC.EXDEV)
        {
            return Refused("RootFsLinkRefused", action, rootFs,
                "a symbolic link on the path loops, or leads out of the root file system");
        }

        if (error == LibC.ENOTDIR)
            return Refused("RootFsNotDirectory", action, rootFs, "something on the path is not a directory");
        if (error == LibC.EAGAIN)
        {
            return new ContainerNetException("RootFsBusy", CtErrorKind.Busy,
                $"Can't {action} in {rootFs}: the container keeps changing or holding it.", rootFs);
        }

        if (error == LibC.EACCES || error == LibC.EPERM)
        {
            return new ContainerNetException("RootFsAccessDenied", CtErrorKind.PermissionDenied,
                $"Can't {action} in {rootFs}: {Words(error)}.", rootFs,
                "Run as root; see whether the file is immutable.");
        }

        return new ContainerNetException("RootFsFailed", CtErrorKind.KernelRefused,
            $"Can't {action} in {rootFs}: {Words(error)}.", rootFs);
    }

    /// <summary>The container's files are not what they would have to be.</summary>
    public static ContainerNetException Refused(string id, string action, string rootFs, string why) =>
        new(id, CtErrorKind.InvalidData, $"Refused to {action} in {rootFs}: {why}.", rootFs);

    /// <summary>A call that the kernel does not have.</summary>
    public static ContainerNetException TooOld(string call, string version) =>
        new("KernelTooOld", CtErrorKind.NotSupported,
            $"A container's files can't be opened safely: the kernel has no {call}, which came with Linux {version}.",
            remedy: $"Use a kernel of version {version} or later, or a sandbox that allows {call}.");

    private static string Words(int error) => Marshal.GetPInvokeErrorMessage(error);
}
