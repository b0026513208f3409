using System.Net.Sockets;

namespace ContainerNet.Netlink.Tests.Kernel;

/// <summary>Counts what the whole process has, so no other test may run beside it.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    [KernelFact]
    public void Neither_descriptors_nor_threads_leak()
    {
        UseEverything();
        int descriptors = Directory.GetFiles("/proc/self/fd").Length;
        int threads = Directory.GetDirectories("/proc/self/task").Length;
        for (int round = 0; round < 50; round++)
            UseEverything();
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, descriptors + 10);
        Assert.InRange(Directory.GetDirectories("/proc/self/task").Length, 0, threads + 10);
    }

    private static void UseEverything()
    {
        using var created = NetworkNamespace.CreateAnonymous();
        using var netlink = RouteNetlink.Open(created);
        netlink.GetLinks();
        NetlinkMonitor.Open(created).Dispose();
        RouteNetlink.OpenAll([created])[0].Dispose();
        created.Run(() => InterfaceSysctl.Read(AddressFamily.InterNetwork, "lo", "rp_filter"));
        Assert.Throws<NetlinkException>(() => NetworkNamespace.Open("/proc/self/ns/uts"));
        Assert.False(NetworkNamespace.Exists("no-such-namespace"));
    }
}
