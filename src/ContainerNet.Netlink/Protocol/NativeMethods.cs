using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace ContainerNet.Netlink.Protocol;

/// <summary>What the C library has and Tmds.LibC lacks.</summary>
internal static partial class NativeMethods
{
    /// <summary>LOCK_EX of sys/file.h.</summary>
    public const int LockExclusive = 2;

    [LibraryImport("libc.so.6", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc.so.6", EntryPoint = "recvmsg", SetLastError = true)]
    internal static unsafe partial nint ReceiveMessage(int socket, MessageParts* message, int flags);
}
