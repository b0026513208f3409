using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Tests.Apply;

/// <summary>The one table from errno to id, kind and remedy.</summary>
public sealed class KernelErrorsTests
{
    [Theory]
    [InlineData(Errno.EPERM, "InsufficientPrivilege", CtErrorKind.PermissionDenied)]
    [InlineData(Errno.EACCES, "InsufficientPrivilege", CtErrorKind.PermissionDenied)]
    [InlineData(Errno.EEXIST, "ResourceExists", CtErrorKind.AlreadyExists)]
    [InlineData(Errno.ENODEV, "LinkNotFound", CtErrorKind.NotFound)]
    [InlineData(Errno.ENXIO, "LinkNotFound", CtErrorKind.NotFound)]
    [InlineData(Errno.ENOENT, "KernelObjectNotFound", CtErrorKind.NotFound)]
    [InlineData(Errno.ESRCH, "KernelObjectNotFound", CtErrorKind.NotFound)]
    [InlineData(Errno.EADDRNOTAVAIL, "AddressNotFound", CtErrorKind.NotFound)]
    [InlineData(Errno.EBUSY, "ResourceBusy", CtErrorKind.Busy)]
    [InlineData(Errno.EINVAL, "KernelRejectedRequest", CtErrorKind.InvalidArgument)]
    [InlineData(Errno.ERANGE, "KernelRejectedRequest", CtErrorKind.InvalidArgument)]
    [InlineData(Errno.ENETUNREACH, "NextHopUnreachable", CtErrorKind.KernelRefused)]
    [InlineData(Errno.EHOSTUNREACH, "NextHopUnreachable", CtErrorKind.KernelRefused)]
    [InlineData(Errno.EOPNOTSUPP, "NotSupportedByKernel", CtErrorKind.NotSupported)]
    [InlineData(Errno.EPROTONOSUPPORT, "NotSupportedByKernel", CtErrorKind.NotSupported)]
    [InlineData(Errno.EAFNOSUPPORT, "NotSupportedByKernel", CtErrorKind.NotSupported)]
    [InlineData(Errno.ETIMEDOUT, "NetlinkTimeout", CtErrorKind.Timeout)]
    [InlineData(Errno.EAGAIN, "NetlinkTimeout", CtErrorKind.Timeout)]
    [InlineData(Errno.EINTR, "DumpInterrupted", CtErrorKind.Busy)]
    [InlineData(Errno.ENOBUFS, "KernelOutOfMemory", CtErrorKind.Busy)]
    [InlineData(Errno.ENOMEM, "KernelOutOfMemory", CtErrorKind.Busy)]
    [InlineData(Errno.EPIPE, "KernelRefused", CtErrorKind.KernelRefused)]
    public void An_errno_has_an_id_and_a_kind(Errno errno, string id, CtErrorKind kind)
    {
        var refusal = new NetlinkException(errno, "add it", "the kernel's words");
        ContainerNetException error = KernelErrors.Translate(refusal, "Cannot add it to web01/eth0", "web01/eth0");
        Assert.Equal(id, error.ErrorId);
        Assert.Equal(kind, error.Kind);
        Assert.Equal("web01/eth0", error.Target);
        Assert.StartsWith("Cannot add it to web01/eth0: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($" ({errno}, kernel: 'the kernel's words').", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_errno_has_a_remedy() => Assert.All(
        Enum.GetValues<Errno>(), e => Assert.EndsWith(".", KernelErrors.Classify(e).Remedy, StringComparison.Ordinal));
}
