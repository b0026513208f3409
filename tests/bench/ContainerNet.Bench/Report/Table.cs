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

    /// <summary>A goal, and whether it is met.</summary>
    /// <param name="goal">The goal.</param>
    /// <param name="rows">Where its programs are.</param>
    /// <param name="where">Words before it.</param>
    public static string Line(Goal goal, IReadOnlyList<Row> rows, string where = "")
    {
        double? seen = Find(goal.Of)?.Each / (goal.To is null ? 1000 : Find(goal.To)?.Each);
        string unit = goal.To is null ? "ms" : $"of {goal.To}";
        string what = string.Create(
            CultureInfo.InvariantCulture, $"Goal: {where}{goal.Phase} by {goal.Of} at most {goal.AtMost:0.##} {unit}: ");
        if (seen is not { } value) return $"\n{what}not measured.\n";
        string shown = goal.To is null ? Short(value) : value.ToString("F3", CultureInfo.InvariantCulture);
        return $"\n{what}{shown}, {(value <= goal.AtMost ? "met" : "missed")}.\n";

        Row? Find(string who) => rows.FirstOrDefault(r => r.Phase == goal.Phase && r.Entrant == who);
    }
}
