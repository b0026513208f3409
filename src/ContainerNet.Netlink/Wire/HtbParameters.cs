using System.Runtime.InteropServices;

namespace ContainerNet.Netlink.Wire;

/// <summary>The parameters of a class of htb: struct tc_htb_opt of linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HtbParameters
{
    public RateSpecification Rate;
    public RateSpecification Ceil;

    /// <summary>The bursts, as times in ticks.</summary>
    public uint Buffer;
    public uint CeilBuffer;
    public uint Quantum;
    public uint Level;
    public uint Priority;
}

/// <summary>The parameters of htb itself: struct tc_htb_glob of linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HtbInit
{
    public uint Version;

    /// <summary>Divides a class's rate into the bytes that it may send in its turn.</summary>
    public uint RateToQuantum;

    /// <summary>The minor number of the class that takes what no filter sorts.</summary>
    public uint DefaultClass;
    public uint Debug;
    public uint DirectPackets;
}
