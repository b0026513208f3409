using System.Globalization;
using System.Text;
using ContainerNet.Bench.Contests;

namespace ContainerNet.Bench.Report;

/// <summary>The result of one entrant in one phase.</summary>
internal sealed record Row(string Phase, string Entrant, int Count, int Runs, double Median, double Least, double Most)
{
    /// <summary>Microseconds for each operation, by the median.</summary>
    public double Each => Median * 1000 / Count;

    /// <summary>The time for each operation over that of what all are compared with; null without it.</summary>
    public double? Ratio { get; init; }

    /// <summary>The rows of a contest, each phase's together.</summary>
    public static IReadOnlyList<Row> Of(Contest contest, IReadOnlyList<Measurement> measurements)
    {
        var rows = new List<Row>();
        foreach (IGrouping<string, Measurement> phase in measurements.GroupBy(m => m.Phase))
        {
            Row[] found = [.. phase.GroupBy(m => (m.Entrant, m.Count)).Select(g => Of(phase.Key, g))];
            string? first = contest.Entrants.Select(e => e.Name).FirstOrDefault(n => found.Any(r => r.Entrant == n));
            Row[] references = [.. found.Where(r => r.Entrant == first)];
            rows.AddRange(found.Select(r => r with { Ratio = RatioOf(r, references) }));
        }

        return rows;
    }

    // Over as many operations, where that was measured.
    private static double? RatioOf(Row row, Row[] references)
    {
        Row? reference = references.FirstOrDefault(r => r.Count == row.Count) ?? references.FirstOrDefault();
        return reference is null ? null : row.Each / reference.Each;
    }

    private static Row Of(string phase, IGrouping<(string Entrant, int Count), Measurement> runs)
    {
        double[] sorted = [.. runs.Select(m => m.Wall).Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Row(phase, runs.Key.Entrant, runs.Key.Count, sorted.Length, median, sorted[0], sorted[^1]);
    }
}

/// <summary>A contest's rows as a table in Markdown.</summary>
internal static class Table
{
    public static string Of(Contest contest, IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder();
        text.AppendLine("| phase | who | operations | runs | median ms | min-max ms | µs each | ratio |");
        text.AppendLine("|---|---|---:|---:|---:|---:|---:|---:|");
        foreach (Row r in rows)
        {
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {r.Phase} | {r.Entrant} | {r.Count} | {r.Runs} | {r.Median:F1} | {r.Least:F1}-{r.Most:F1} "
                + $"| {r.Each:F2} | {r.Ratio:F2} |"));
        }

        foreach (Entrant missing in contest.Entrants.Where(e => !e.IsThere))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| | {missing.Name} | not installed | | | | | |");
        }

        foreach (Goal goal in contest.Goals) text.Append(Line(goal, rows));
        return text.AppendLine().ToString();
    }

    private static string Line(Goal goal, IReadOnlyList<Row> rows)
    {
        Row? of = rows.FirstOrDefault(r => r.Phase == goal.Phase && r.Entrant == goal.Of);
        Row? to = rows.FirstOrDefault(r => r.Phase == goal.Phase && r.Entrant == goal.To);
        string what = string.Create(
            CultureInfo.InvariantCulture, $"Goal: {goal.Phase} by {goal.Of} at most {goal.AtMost:0.##} of {goal.To}: ");
        if (of is null || to is null) return $"\n{what}not measured.\n";
        double ratio = of.Each / to.Each;
        string verdict = ratio <= goal.AtMost ? "met" : "missed";
        return string.Create(CultureInfo.InvariantCulture, $"\n{what}{ratio:F3}, {verdict}.\n");
    }
}
