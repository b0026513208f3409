using System.Globalization;
using System.Text.Json;
using ContainerNet.Bench.Contests;
using ContainerNet.Bench.Entrants;
using ContainerNet.Bench.Report;

namespace ContainerNet.Bench;

internal static class Program
{
    private const string Usage = """
        Usage: tests/bench/run.sh [--rounds N] [--json FILE] [CONTEST…]
        Measures ContainerNet and the peers that are installed, alternating, each in namespaces of its own.
        """;

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["core", string job, string count]:
                CoreJobs.Run(job, Number(count));
                return 0;
            case ["ip-batch" or "ip-loop" or "ip-json", string job, string count]:
                IpJobs.Run(arguments[0], job, Number(count));
                return 0;
            case ["startup", string what]:
                StartupJobs.Run(what);
                return 0;
            default:
                return Measure(arguments);
        }
    }

    private static int Measure(string[] arguments)
    {
        int rounds = 5;
        string? json = null;
        var names = new List<string>();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--rounds" && i + 1 < arguments.Length) rounds = Number(arguments[++i]);
            else if (arguments[i] == "--json" && i + 1 < arguments.Length) json = arguments[++i];
            else if (Catalog.All.Any(c => c.Name == arguments[i])) names.Add(arguments[i]);
            else
            {
                Console.Error.WriteLine(Usage);
                Console.Error.WriteLine($"Contests: {string.Join(' ', Catalog.All.Select(c => c.Name))}");
                return 2;
            }
        }

        Console.WriteLine(Machine.Describe() + "\n");
        var results = new Dictionary<string, IReadOnlyList<Row>>();
        foreach (Contest contest in Catalog.All.Where(c => names.Count == 0 || names.Contains(c.Name)))
        {
            IReadOnlyList<Row> rows = Row.Of(contest, Compete(contest, rounds));
            results[contest.Name] = rows;
            Console.WriteLine(Table.Of(contest, rows));
        }

        if (json is not null) File.WriteAllText(json, JsonSerializer.Serialize(results, Readable));
        return 0;
    }

    private static JsonSerializerOptions Readable { get; } = new() { WriteIndented = true };

    // Each round begins with another entrant, so that none always runs after the same one.
    private static List<Measurement> Compete(Contest contest, int rounds)
    {
        Entrant[] there = [.. contest.Entrants.Where(e => e.IsThere)];
        foreach (Entrant missing in contest.Entrants.Except(there))
        {
            Console.Error.WriteLine($"{contest.Name}: {missing.Name} is not installed.");
        }

        var measurements = new List<Measurement>();
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < there.Length; i++)
            {
                Sandbox.Settle();
                measurements.AddRange(Sandbox.Run(there[(i + round) % there.Length]));
            }
        }

        return measurements;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
