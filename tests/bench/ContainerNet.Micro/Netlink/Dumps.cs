using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using ContainerNet.Netlink;

namespace ContainerNet.Micro.Netlink;

/// <summary>Reading a dump out of memory, an entry: as objects, and as views that allocate nothing.</summary>
public class Dumps
{
    private const int Count = 1024;

    private readonly RouteNetlink _addresses = new(new MemoryKernel(Answers.Addresses(Count)));
    private readonly RouteNetlink _routes = new(new MemoryKernel(Answers.Routes(Count)));

    /// <summary>A benchmark that reads nothing would be fast.</summary>
    [GlobalSetup]
    public void Check()
    {
        if (AddressObjects() != Count || RouteObjects() != Count || AddressViews() == 0 || RouteViews() == 0)
        {
            throw new InvalidOperationException("The dump is not read whole.");
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int AddressObjects() => _addresses.GetAddresses(AddressFamily.InterNetwork).Count;

    [Benchmark(OperationsPerInvoke = Count)]
    public int AddressViews()
    {
        int sum = 0;
        using AddressDump dump = _addresses.DumpAddresses(AddressFamily.InterNetwork);
        foreach (AddressView view in dump) sum += view.LinkIndex + view.Address[3];
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int RouteObjects() => _routes.GetRoutes(new RouteFilter { Family = AddressFamily.InterNetwork }).Count;

    [Benchmark(OperationsPerInvoke = Count)]
    public int RouteViews()
    {
        int sum = 0;
        using RouteDump dump = _routes.DumpRoutes(new RouteFilter { Family = AddressFamily.InterNetwork });
        foreach (RouteView view in dump) sum += view.LinkIndex + view.Destination[3];
        return sum;
    }
}
