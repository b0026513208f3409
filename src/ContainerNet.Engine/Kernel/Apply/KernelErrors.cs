using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>The one table from the kernel's refusals to the errors that users see.</summary>
internal static class KernelErrors
{
    /// <summary>A refused step, in a user's words: subject, verb, object, the kernel's reason.</summary>
    public static ContainerNetException Translate(OpFailure failure, string target, string verb)
    {
        string what = $"Cannot {verb} {target}: failed to {failure.Op.Description}";
        ContainerNetException error = Translate(failure.Error, what, target);
        if (failure.Holder is not { } holder) return error;
        string where = failure.Op.Side == Side.Host ? "The host" : "The container";
        return new ContainerNetException(
            error.ErrorId, error.Kind, $"{what}: {failure.Error.Reason}: {holder}.", target,
            $"{where} already has it from somebody else: remove that one, or choose another.", failure.Error);
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

    /// <summary>Does something, and gives its error as users see it; null when it was done.</summary>
    /// <param name="action">What to do.</param>
    /// <param name="what">The message up to the kernel's reason.</param>
    /// <param name="target">The thing.</param>
    public static ContainerNetException? Try(Action action, string what, string target)
    {
        try
        {
            action();
            return null;
        }
        catch (ContainerNetException e)
        {
            return e;
        }
        catch (NetlinkException e)
        {
            return Translate(e, what, target);
        }
    }

    /// <summary>Id, kind and remedy of an errno.</summary>
    internal static (string Id, CtErrorKind Kind, string Remedy) Classify(Errno errno) => errno switch
    {
        Errno.EPERM or Errno.EACCES => ("InsufficientPrivilege", CtErrorKind.PermissionDenied,
            "Run as root, or with the capabilities CAP_NET_ADMIN and CAP_SYS_ADMIN."),
        Errno.EEXIST => ("ResourceExists", CtErrorKind.AlreadyExists,
            "Something on the host already has it: see 'ip addr' and 'ip route'."),
        Errno.ENODEV or Errno.ENXIO => ("LinkNotFound", CtErrorKind.NotFound,
            "The link does not exist: was the container stopped in the meantime? Repair-CtNetIf repairs it."),
        Errno.ENOENT or Errno.ESRCH => ("KernelObjectNotFound", CtErrorKind.NotFound,
            "Something else has removed it: Test-CtNetIf shows what is missing, and Repair-CtNetIf repairs it."),
        Errno.EADDRNOTAVAIL => ("AddressNotFound", CtErrorKind.NotFound,
            "The link has no such address: Test-CtNetIf shows what is missing, and Repair-CtNetIf repairs it."),
        Errno.EBUSY => ("ResourceBusy", CtErrorKind.Busy,
            "Something else is using it: try again, or see with 'ip -d link' what does."),
        Errno.EINVAL or Errno.ERANGE => ("KernelRejectedRequest", CtErrorKind.InvalidArgument,
            "The kernel does not accept this value here: -Debug shows the request."),
        Errno.ENETUNREACH or Errno.EHOSTUNREACH => ("NextHopUnreachable", CtErrorKind.KernelRefused,
            "The next hop is in no network of the interface."),
        Errno.EOPNOTSUPP or Errno.EPROTONOSUPPORT or Errno.EAFNOSUPPORT => ("NotSupportedByKernel",
            CtErrorKind.NotSupported, "The kernel does not support this: load its module, or use another kernel."),
        Errno.ETIMEDOUT or Errno.EAGAIN => ("NetlinkTimeout", CtErrorKind.Timeout,
            "The kernel did not answer: try again; 'dmesg' may say why."),
        Errno.EINTR => ("DumpInterrupted", CtErrorKind.Busy,
            "The host's network changes too fast to be listed: try again."),
        Errno.ENOBUFS or Errno.ENOMEM => ("KernelOutOfMemory", CtErrorKind.Busy,
            "The kernel had too little memory for it: try again with fewer at once."),
        _ => ("KernelRefused", CtErrorKind.KernelRefused, "-Debug shows the request and the kernel's answer."),
    };
}
