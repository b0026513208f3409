namespace ContainerNet.Bench.Contests;

/// <summary>All contests.</summary>
internal static class Catalog
{
    private const int Many = 10_000;
    private const int Containers = 500;
    private const int Running = 1000;

    // Costs the kernel two minutes, in which it walks a list of as many.
    private static readonly int[] Huge = [50_000];

    // Loops that start a process an operation are measured on fewer: the time for each is the same.
    private const int Few = 300;

    /// <summary>All contests, in the order in which they are run.</summary>
    /// <param name="large">Whether curves go as far as takes minutes.</param>
    public static IReadOnlyList<Contest> All(bool large) =>
    [
        Changes("addresses"),
        Changes("routes"),
        Dump("dump-addresses"),
        Dump("dump-routes"),
        Live(),
        Started(),
        Look("test", "compared with the kernel", 1.5),
        Look("restore", "whose host routes are gone: found, and brought back", 1.3),
        new Contest(
            "get", $"Get-CtNetIfIp over {Many:N0} addresses",
            [Session("ip-json", "get-json", Many), Session("cmdlet", "get", Many)],
            [new Goal("get", "cmdlet", "ip-json", 0.5)]),
        new Contest(
            "one", "one Add-CtNetIfIp in a warm session, and the kernel's part of it",
            [Core("one", 200), Session("cmdlet", "one", 200)], []),
        new Contest(
            "store", "the store with 10 and with 5,000 containers of 2 interfaces and 5 IPs each",
            [Session("containers-10", "store", 10), Session("containers-5000", "store", 5000)],
            [new Goal("add", "containers-5000", "containers-10", 2)]),
        new Contest(
            "import", "Import-Module in a new session, and the first cmdlet that needs the engine",
            [new Entrant("empty", [Programs.Self, "startup"])],
            [new Goal("over-empty", "import", null, 40), new Goal("over-empty", "first", null, 100)]),
        Curve("addresses", "addresses added to one link, and deleted", [1000, 5000, Many, .. large ? Huge : []]),
        Curve("routes", "routes added, and deleted", [1000, Many, 50_000]),
        Curve("dump-routes", "routes read into objects", [1000, Many, 50_000]),
        StoreCurve(100, 1000, 5000),
        LookCurve("test", "containers compared with the kernel", [new Goal("test", "cmdlet", "floor", 1.5)]),
        LookCurve(
            "restore", "containers whose host routes are found to be gone, and brought back",
            [new Goal("restore", "cmdlet", "floor", 1.3), new Goal("restore", "cmdlet", null, 1)]),
        new Contest("micro", "our own parts, without a kernel", [new Entrant("micro", [Programs.Micro])], [])
        {
            OnlyNamed = true,
            Shape = Shape.Own,
        },
    ];

    private static Contest Curve(string job, string title, int[] sizes) =>
        Curve(job, title, sizes, n => Floor(job, n, "batch"), n => Core(job, n));

    // The floor has the files alone: a container's is one of a thousand bytes.
    private static Contest StoreCurve(params int[] sizes) => Curve(
        "store", "the store: all of it read by a new process, and again; one IP added", sizes,
        n => Floor("store", n, "batch"), n => Session("cmdlet", "store", n));

    private static Contest Curve(string job, string title, int[] sizes, params Func<int, Entrant>[] entrants) => new(
        $"curve-{job}", title, [.. entrants.SelectMany(e => sizes.Select(n => e(n) with { Size = n }))], [])
    {
        OnlyNamed = true,
        Shape = Shape.Curve,
    };

    private static Contest Changes(string job) => new(
        job, $"{Many:N0} {job} on one link, added and deleted",
        [
            Floor(job, Many, "batch"), Floor(job, Many, "one"), Core(job, Many), Ip("ip-batch", job, Many),
            Ip("ip-loop", job, Few), Go(job, Many), Python(job, Many),
        ],
        [new Goal("add", "core", "floor", 1.05)]);

    private static Contest Dump(string job) => new(
        job, $"{Many:N0} {job[5..]} read into objects",
        [
            Floor(job, Many, "batch"), Core(job, Many), Ip("ip-json", job, Many), Go(job, Many), Python(job, Many),
        ],
        [new Goal("dump", "core", "floor", 1.5), new Goal("dump", "core", "ip-json", 0.4)]);

    private static Contest Live() => new(
        "live", $"{Many:N0} addresses and their host routes on a running container",
        [
            Floor("live", Many, "batch"), Core("live", Many), Ip("ip-batch", "live", Many),
            Session("cmdlet", "live", Many), Session("cmdlet-pipe", "live", Many),
        ],
        [
            new Goal("add", "core", "floor", 1.05), new Goal("add", "cmdlet", "floor", 1.25),
            new Goal("add", "cmdlet", "ip-batch", 0.8),
        ]);

    private static Contest Started() => new(
        "containers", $"{Containers} containers with a routed interface and one IP: started, and stopped",
        [
            Floor("containers", Containers, "batch"), Session("cmdlet", "containers", Containers),
            Ip("ip-loop", "containers", 100),
        ],
        [
            new Goal("start", "cmdlet", "floor", 1.1), new Goal("start", "cmdlet", "ip-loop", 1 / 20.0),
            new Goal("stop", "cmdlet", "floor", 1.2), new Goal("stop", "cmdlet", "ip-loop", 1 / 20.0),
        ]);

    private static Contest Look(string job, string what, double atMost) => new(
        job, $"{Running:N0} running containers with a routed interface and one IP, {what}",
        [Floor(job, Running, "batch"), Session("cmdlet", job, Running)], [new Goal(job, "cmdlet", "floor", atMost)]);

    private static Contest LookCurve(string job, string title, IReadOnlyList<Goal> goals) =>
        Curve(job, title, [Running, 4 * Running, Many], n => Floor(job, n, "batch"), n => Session("cmdlet", job, n))
            with
        { Goals = goals };

    private static Entrant Floor(string job, int count, string mode) =>
        new(mode == "one" ? "floor-one" : "floor", [Programs.Floor, job, $"{count}", mode]);

    private static Entrant Core(string job, int count) => new("core", [Programs.Self, "core", job, $"{count}"]);

    private static Entrant Ip(string way, string job, int count) => new(way, [Programs.Self, way, job, $"{count}"]);

    private static Entrant Go(string job, int count) => new("go", [Programs.Go, job, $"{count}"]);

    private static Entrant Python(string job, int count) =>
        new("pyroute2", [Programs.Python, InBench("peers/python/peer.py"), job, $"{count}"]);

    private static Entrant Session(string name, string job, int count) =>
        new(name, [.. Programs.Shell, "-NoProfile", "-File", InBench("session.ps1"), job, name, $"{count}"]);

    private static string InBench(string file) => Path.Combine(Programs.Root, "tests", "bench", file);
}
