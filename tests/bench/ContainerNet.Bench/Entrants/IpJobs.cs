using System.Diagnostics;
using ContainerNet.Bench.Contests;

namespace ContainerNet.Bench.Entrants;

/// <summary>The jobs by iproute2: as one batch, as a process an operation, and as JSON.</summary>
internal static class IpJobs
{
    private const int Times = 10;

    public static void Run(string way, string job, int count)
    {
        switch (job)
        {
            case "live":
                Live(way, count);
                break;
            case "containers":
                Containers(count);
                break;
            case "dump-addresses" or "dump-routes":
                Dump(job, count);
                break;
            default:
                Changes(way, job, count);
                break;
        }
    }

    private static void Changes(string way, string job, int count)
    {
        MakeLink();
        foreach (string verb in new[] { "add", "delete" })
        {
            string[] lines = Lines(job, verb, count, "v0");
            if (way == "ip-batch") Batch(job, verb, way, [("", lines)]);
            else Time(job, verb, way, count, () => { foreach (string line in lines) Ip(line); });
        }
    }

    private static void Dump(string job, int count)
    {
        MakeLink();
        string kind = job == "dump-routes" ? "routes" : "addresses";
        Ip("-batch " + Write(Lines(kind, "add", count, "v0")));
        string what = kind == "routes" ? "route" : "addr";
        Time(job, "dump", "ip-json", count * Times, () =>
        {
            for (int i = 0; i < Times; i++) Ip($"-4 -json {what} show");
        });
    }

    private static void Live(string way, int count)
    {
        Ip("netns add live");
        Ip("link add v0 type veth peer name eth0 netns live");
        Ip("link set v0 up");
        Ip("addr add 10.100.0.1/30 dev v0");
        Ip("-n live link set eth0 up");
        Ip("-n live addr add 10.100.0.2/30 dev eth0");
        foreach (string verb in new[] { "add", "delete" })
        {
            Batch("live", verb, way,
                [("-n live ", Lines("addresses", verb, count, "eth0")), ("", Lines("routes", verb, count, "v0"))]);
        }

        Ip("netns delete live");
    }

    // A process for each step, as scripts and osctld do it.
    private static void Containers(int count)
    {
        Time("containers", "start", "ip-loop", count, () =>
        {
            for (int i = 0; i < count; i++)
            {
                string host = $"10.{100 + (i / 16384)}.{i / 64 % 256}.{(i % 64 * 4) + 1}";
                string inside = $"10.{100 + (i / 16384)}.{i / 64 % 256}.{(i % 64 * 4) + 2}";
                Ip($"netns add loop{i}");
                Ip($"link add v{i} type veth peer name eth0 netns loop{i}");
                Ip($"link set v{i} up");
                Ip($"addr add {host}/30 dev v{i}");
                Ip($"route add {Plan.Nth(i)}/32 via {inside} dev v{i}");
                Ip($"-n loop{i} link set lo up");
                Ip($"-n loop{i} link set eth0 up");
                Ip($"-n loop{i} addr add {inside}/30 dev eth0");
                Ip($"-n loop{i} addr add {Plan.Nth(i)}/32 dev eth0");
                Ip($"-n loop{i} route add default via {host} src {Plan.Nth(i)}");
            }
        });
        Time("containers", "stop", "ip-loop", count, () =>
        {
            for (int i = 0; i < count; i++)
            {
                Ip($"link delete v{i}");
                Ip($"netns delete loop{i}");
            }
        });
    }

    private static void MakeLink()
    {
        Ip("link add v0 type veth peer name v1");
        Ip("link set v0 up");
        Ip("link set v1 up");
        Ip("addr add 10.100.0.1/30 dev v0");
    }

    private static string[] Lines(string job, string verb, int count, string link) =>
        [.. Enumerable.Range(0, count).Select(i => job == "routes"
            ? $"route {verb} {Plan.Nth(i)}/32 via {Plan.ContainerAddress} dev {link}"
            : $"addr {verb} {Plan.Nth(i)}/32 dev {link}")];

    private static void Batch(string job, string verb, string way, (string Options, string[] Lines)[] parts)
    {
        string[] commands = [.. parts.Select(p => p.Options + "-batch " + Write(p.Lines))];
        Time(job, verb, way, parts[0].Lines.Length, () => { foreach (string command in commands) Ip(command); });
    }

    private static string Write(string[] lines)
    {
        string path = Path.Combine(Environment.GetEnvironmentVariable("BENCH_FOLDER")!, Path.GetRandomFileName());
        File.WriteAllLines(path, lines);
        return path;
    }

    private static void Time(string job, string phase, string way, int count, Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        Measurement.Print(job, phase, way, count, watch.Elapsed.TotalMilliseconds, 0);
    }

    private static void Ip(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"ip {arguments} failed.");
    }
}
