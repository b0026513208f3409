using System.Net;
using BenchmarkDotNet.Attributes;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Micro.Netlink;

/// <summary>Writing a request, and sending it to a kernel that does nothing: our own part of a change.</summary>
public class Requests
{
    private const int Count = 1024;
    private const int Link = 5;

    private static readonly IPAddress s_via = IPAddress.Parse("10.100.0.2");

    private readonly IPAddress[] _addresses = [.. Enumerable.Range(0, Count).Select(Answers.Nth)];
    private readonly NetlinkBatch _batch = new();
    private readonly RouteNetlink _kernel = new(new MemoryKernel());

    [Benchmark(OperationsPerInvoke = Count)]
    public int WriteAddress()
    {
        _batch.Clear();
        foreach (IPAddress address in _addresses)
        {
            _batch.AddAddress(new AddressRequest { LinkIndex = Link, Address = address, PrefixLength = 32 });
        }

        return _batch.Count;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int WriteRoute()
    {
        _batch.Clear();
        foreach (IPAddress address in _addresses)
        {
            _batch.AddRoute(new RouteRequest
            {
                LinkIndex = Link,
                Destination = address,
                PrefixLength = 32,
                Via = s_via,
                Protocol = RouteProtocol.Static,
            });
        }

        return _batch.Count;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int WriteVeth()
    {
        _batch.Clear();
        for (int i = 0; i < Count; i++)
        {
            _batch.CreateVeth(new VethRequest
            {
                Name = "veth0",
                Up = true,
                TxQueues = 1,
                RxQueues = 1,
                Ipv4 = new() { { Ipv4Setting.ReversePathFilter, 1 }, { Ipv4Setting.Forwarding, 1 } },
                Peer = new VethPeer { Name = "eth0", TxQueues = 1, RxQueues = 1 },
            });
        }

        return _batch.Count;
    }

    /// <summary>Writing, cutting into datagrams, sending and reading the acknowledgements.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int WriteAndSendAddress()
    {
        WriteAddress();
        return _kernel.Send(_batch).Count;
    }
}
