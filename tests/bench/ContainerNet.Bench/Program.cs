using System.Text.Json;
using ContainerNet.Bench.Contests;
using ContainerNet.Bench.Entrants;
using ContainerNet.Bench.Report;

namespace ContainerNet.Bench;

internal static class Program
{
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["core", string job, string count]:
                CoreJobs.Run(job, Wishes.Number(count));
                return 0;
            case ["ip-batch" or "ip-loop" or "ip-json", string job, string count]:
                IpJobs.Run(arguments[0], job, Wishes.Number(count));
                return 0;
            case ["startup"]:
                StartupJobs.Run();
                return 0;
            default:
                return Measure(arguments);
        }
    }

    private static int Measure(string[] arguments)
    {
        if (Wishes.Read(arguments) is not { } wishes)
        {
            Console.Error.WriteLine(Wishes.Usage);
            Console.Error.WriteLine($"Contests: {string.Join(' ', Catalog.All(large: false).Select(c => c.Name))}");
            return 2;
        }

        Document? document = wishes.Markdown is null ? null : new Document(wishes.Markdown);
        Console.WriteLine(Machine.Describe() + "\n");
        document?.Put("machine", Machine.Describe());
        var results = new Dictionary<string, IReadOnlyList<Row>>();
        int failed = 0;
        foreach (Contest contest in wishes.Contests)
        {
            try
            {
                string table = contest.Shape == Shape.Own
                    ? Sandbox.Print(contest.Entrants[0])
                    : Compete(contest, wishes, results);
                Console.WriteLine($"## {contest.Name}: {contest.Title}\n\n{table}");
                document?.Put(contest.Name, table);
            }
            catch (InvalidOperationException e)
            {
                // The other contests are worth their time all the same; this one's table stays as it was.
                Console.Error.WriteLine($"{contest.Name} failed. {e.Message}");
                failed++;
            }
        }

        if (wishes.Json is not null) File.WriteAllText(wishes.Json, JsonSerializer.Serialize(results, Readable));
        return failed == 0 ? 0 : 1;
    }

    private static string Compete(Contest contest, Wishes wishes, Dictionary<string, IReadOnlyList<Row>> results)
    {
        IReadOnlyList<Row> rows = Row.Of(contest, Competition.Hold(contest, wishes.Rounds));
        results[contest.Name] = rows;
        return contest.Shape == Shape.Curve ? Curve.Of(contest, rows) : Table.Of(contest, rows);
    }

    private static JsonSerializerOptions Readable { get; } = new() { WriteIndented = true };
}
