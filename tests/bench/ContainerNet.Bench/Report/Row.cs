using ContainerNet.Bench.Contests;

namespace ContainerNet.Bench.Report;

/// <summary>The result of one entrant in one phase.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Entrant">Who.</param>
/// <param name="Count">How many operations.</param>
/// <param name="Size">Among how many.</param>
/// <param name="Runs">How often it was measured.</param>
/// <param name="Median">Of the runs, in milliseconds for all operations.</param>
/// <param name="Least">The fastest.</param>
/// <param name="Most">The slowest.</param>
internal sealed record Row(
    string Phase, string Entrant, int Count, int Size, int Runs, double Median, double Least, double Most)
{
    /// <summary>Microseconds for each operation, by the median.</summary>
    public double Each => Median * 1000 / Count;

    /// <summary>The time for each operation over that of the first; null where there is no other.</summary>
    public double? Ratio { get; init; }

    /// <summary>The rows of a contest, each phase's together.</summary>
    public static IReadOnlyList<Row> Of(Contest contest, IReadOnlyList<Measurement> measurements)
    {
        var rows = new List<Row>();
        foreach (IGrouping<string, Measurement> phase in measurements.GroupBy(m => m.Phase))
        {
            Row[] found = [.. phase.GroupBy(m => (m.Entrant, m.Count, m.Size)).Select(g => Of(phase.Key, g))];
            string? first = contest.Entrants.Select(e => e.Name).FirstOrDefault(n => found.Any(r => r.Entrant == n));
            Row[] references = [.. found.Where(r => r.Entrant == first)];
            bool alone = references.Length == found.Length;
            rows.AddRange(found.Select(r => alone ? r : r with { Ratio = RatioOf(r, references) }));
        }

        return rows;
    }

    // Of the same size, where that was measured.
    private static double? RatioOf(Row row, Row[] references)
    {
        Row? reference = references.FirstOrDefault(r => r.Size == row.Size) ?? references.FirstOrDefault();
        return reference is null ? null : row.Each / reference.Each;
    }

    private static Row Of(string phase, IGrouping<(string Entrant, int Count, int Size), Measurement> runs)
    {
        double[] sorted = [.. runs.Select(m => m.Wall).Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        (string entrant, int count, int size) = runs.Key;
        return new Row(phase, entrant, count, size, sorted.Length, median, sorted[0], sorted[^1]);
    }
}
