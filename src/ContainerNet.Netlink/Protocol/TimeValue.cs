using System.Runtime.InteropServices;

namespace ContainerNet.Netlink.Protocol;

/// <summary>struct timeval of sys/time.h, as it is on 64-bit processors.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeValue
{
    public long Seconds;
    public long Microseconds;
}
