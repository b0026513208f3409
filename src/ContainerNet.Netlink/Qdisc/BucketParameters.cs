using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>The parameters of a token bucket: struct tc_tbf_qopt of linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BucketParameters
{
    public RateSpecification Rate;
    public RateSpecification PeakRate;

    /// <summary>Bytes that may wait.</summary>
    public uint Limit;

    /// <summary>The burst as a time, in ticks; given in bytes by an attribute instead.</summary>
    public uint Buffer;
    public uint Mtu;
}
