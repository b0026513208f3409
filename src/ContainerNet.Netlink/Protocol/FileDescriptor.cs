using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Netlink.Protocol;

/// <summary>A file descriptor that is closed once, when nobody uses it any more.</summary>
internal sealed class FileDescriptor : SafeHandleMinusOneIsInvalid
{
    public FileDescriptor(int descriptor)
        : base(ownsHandle: true)
        => SetHandle(descriptor);

    /// <summary>
    /// The number, good only between <see cref="System.Runtime.InteropServices.SafeHandle.DangerousAddRef"/> and the
    /// release.
    /// </summary>
    public int Number => (int)handle;

    protected override bool ReleaseHandle() => LibC.close((int)handle) == 0;
}
