using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Bench.Contests;
using ContainerNet.Netlink;

namespace ContainerNet.Bench.Entrants;

/// <summary>The jobs by the netlink core alone.</summary>
internal static class CoreJobs
{
    private const int Times = 10;

    public static void Run(string job, int count)
    {
        using var host = RouteNetlink.Open();
        switch (job)
        {
            case "addresses":
                Changes(host, job, count, (batch, link, i) => batch.AddAddress(Plan.Address(link, i)),
                    (batch, link, i) => batch.DeleteAddress(Plan.Address(link, i)));
                break;
            case "routes":
                Changes(host, job, count, (batch, link, i) => batch.AddRoute(Plan.Route(link, i)),
                    (batch, link, i) => batch.DeleteRoute(Plan.Route(link, i)));
                break;
            case "dump-addresses":
                Dump(host, job, count, (batch, link, i) => batch.AddAddress(Plan.Address(link, i)),
                    () => host.GetAddresses(AddressFamily.InterNetwork).Count);
                break;
            case "dump-routes":
                var filter = new RouteFilter { Family = AddressFamily.InterNetwork, Table = Route.MainTable };
                Dump(host, job, count, (batch, link, i) => batch.AddRoute(Plan.Route(link, i)),
                    () => host.GetRoutes(filter).Count);
                break;
            case "live":
                Live(host, job, count, "add", "delete");
                break;
            case "one":
                One(host, count);
                break;
            default:
                throw new ArgumentException($"The core has no job {job}.", nameof(job));
        }
    }

    private static void Changes(
        RouteNetlink host, string job, int count, Func<NetlinkBatch, int, int, int> add,
        Func<NetlinkBatch, int, int, int> delete)
    {
        int link = Plan.MakeLink(host);
        Warm(host, link, add, delete);
        Time(job, "add", count, () => Send(host, count, link, add));
        Time(job, "delete", count, () => Send(host, count, link, delete));
    }

    private static void Dump(
        RouteNetlink host, string job, int count, Func<NetlinkBatch, int, int, int> add, Func<int> read)
    {
        int link = Plan.MakeLink(host);
        Send(host, count, link, add);

        // The collector finds its pace with the first of them.
        for (int i = 0; i < Times; i++) read();
        int seen = 0;
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < Times; i++) seen += read();
        Measurement.Print(job, "dump", "core", seen, watch.Elapsed.TotalMilliseconds, 0);
    }

    private static void Live(RouteNetlink host, string job, int count, string add, string delete)
    {
        using var container = NetworkNamespace.CreateAnonymous();
        using var inside = RouteNetlink.Open(container);
        int link = Plan.MakeContainer(host, inside, container, out int innerLink);
        Warm(host, link, (b, l, i) => b.AddRoute(Plan.Route(l, i)), (b, l, i) => b.DeleteRoute(Plan.Route(l, i)));
        Time(job, add, count, () =>
        {
            Send(inside, count, innerLink, (batch, to, i) => batch.AddAddress(Plan.Address(to, i)));
            Send(host, count, link, (batch, to, i) => batch.AddRoute(Plan.Route(to, i)));
        });
        Time(job, delete, count, () =>
        {
            Send(inside, count, innerLink, (batch, to, i) => batch.DeleteAddress(Plan.Address(to, i)));
            Send(host, count, link, (batch, to, i) => batch.DeleteRoute(Plan.Route(to, i)));
        });
    }

    // What the kernel does for one address and its route, over and over: the median.
    private static void One(RouteNetlink host, int count)
    {
        using var container = NetworkNamespace.CreateAnonymous();
        using var inside = RouteNetlink.Open(container);
        int link = Plan.MakeContainer(host, inside, container, out int innerLink);
        var times = new List<double>(count);
        for (int i = 0; i < count; i++)
        {
            int place = i;
            var watch = Stopwatch.StartNew();
            Send(inside, 1, innerLink, (batch, to, _) => batch.AddAddress(Plan.Address(to, place)));
            Send(host, 1, link, (batch, to, _) => batch.AddRoute(Plan.Route(to, place)));
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Measurement.Print("one", "add", "core", 1, times[count / 2], 0);
    }

    // The first requests of a process compile the code; the peers are compiled already.
    private static void Warm(
        RouteNetlink host, int link, Func<NetlinkBatch, int, int, int> add, Func<NetlinkBatch, int, int, int> delete)
    {
        for (int i = 0; i < 50; i++)
        {
            Send(host, 64, link, add);
            Send(host, 64, link, delete);
        }

        Thread.Sleep(200);
    }

    private static void Send(RouteNetlink socket, int count, int link, Func<NetlinkBatch, int, int, int> append)
    {
        using NetlinkBatch batch = socket.CreateBatch();
        for (int i = 0; i < count; i++) append(batch, link, i);
        socket.Execute(batch);
    }

    private static void Time(string job, string phase, int count, Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        action();
        double wall = watch.Elapsed.TotalMilliseconds;
        Measurement.Print(job, phase, "core", count, wall, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
    }
}
