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
            string range = $"{Short(r.Least)}-{Short(r.Most)}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {r.Phase} | {r.Entrant} | {r.Count} | {r.Runs} | {Short(r.Median)} | {range} ")
                .AppendLine(CultureInfo.InvariantCulture, $"| {Short(r.Each)} | {r.Ratio:0.00} |");
        }

        foreach (Entrant missing in contest.Entrants.Where(e => !e.IsThere))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| | {missing.Name} | not installed | | | | | |");
        }

        foreach (Goal goal in contest.Goals) text.Append(Line(goal, rows));
        return text.AppendLine().ToString();
    }

    /// <summary>A time with as many places as say something.</summary>
    public static string Short(double time) =>
        time.ToString(time switch { < 10 => "0.00", < 1000 => "0.0", _ => "0" }, CultureInfo.InvariantCulture);

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
