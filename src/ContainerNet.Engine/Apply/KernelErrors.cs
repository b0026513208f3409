using ContainerNet.Engine.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Apply;

/// <summary>The one table from the kernel's refusals to the errors that users see.</summary>
internal static class KernelErrors
{
    /// <summary>A refused step, in a user's words: subject, verb, object, the kernel's reason.</summary>
    public static ContainerNetException Translate(OpFailure failure, string target, string verb)
    {
        string what = $"Cannot {verb} {target}: '{failure.Op.ToCommand()}'";
        return Translate(failure.Error, what, target);
    }

    /// <summary>A refused request.</summary>
    /// <param name="error">The kernel's refusal.</param>
    /// <param name="what">The message up to the reason.</param>
    /// <param name="target">The thing.</param>
    public static ContainerNetException Translate(NetlinkException error, string what, string target)
    {
        (string id, CtErrorKind kind, string? remedy) = Classify(error.Errno);
        return new ContainerNetException(id, kind, $"{what}: {error.Reason}.", target, remedy, error);
    }

    private static (string Id, CtErrorKind Kind, string? Remedy) Classify(Errno errno) => errno switch
    {
        Errno.EPERM or Errno.EACCES => ("InsufficientPrivilege", CtErrorKind.PermissionDenied,
            "Run as root, or with the capabilities CAP_NET_ADMIN and CAP_SYS_ADMIN."),
        Errno.EEXIST => ("ResourceExists", CtErrorKind.AlreadyExists,
            "Something on the host has it already: look with 'ip addr' and 'ip route'."),
        Errno.ENODEV or Errno.ENXIO => ("LinkNotFound", CtErrorKind.NotFound,
            "The link is not there: was the container stopped meanwhile? Repair-CtNetIf puts it right."),
        Errno.ENOENT or Errno.ESRCH => ("KernelObjectNotFound", CtErrorKind.NotFound, null),
        Errno.EADDRNOTAVAIL => ("AddressNotFound", CtErrorKind.NotFound, null),
        Errno.EBUSY => ("ResourceBusy", CtErrorKind.Busy, null),
        Errno.ENETUNREACH or Errno.EHOSTUNREACH => ("NextHopUnreachable", CtErrorKind.KernelRefused,
            "The next hop lies in no network of the interface."),
        Errno.EOPNOTSUPP or Errno.EPROTONOSUPPORT or Errno.EAFNOSUPPORT => ("NotSupportedByKernel",
            CtErrorKind.NotSupported, "The kernel lacks this: load the module, or build it in."),
        Errno.ETIMEDOUT or Errno.EAGAIN => ("NetlinkTimeout", CtErrorKind.Timeout, null),
        _ => ("KernelRefused", CtErrorKind.KernelRefused, null),
    };
}
