using System.Globalization;
using System.Text;
using ContainerNet.Bench.Contests;

namespace ContainerNet.Bench.Report;

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
