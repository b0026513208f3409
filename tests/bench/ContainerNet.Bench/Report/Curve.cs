using System.Globalization;
using System.Text;
using ContainerNet.Bench.Contests;

namespace ContainerNet.Bench.Report;

/// <summary>A contest's rows as a table with a column a size: growth shows along the line.</summary>
internal static class Curve
{
    public static string Of(Contest contest, IReadOnlyList<Row> rows)
    {
        int[] sizes = [.. rows.Select(r => r.Size).Distinct().Order()];
        var text = new StringBuilder();
        text.Append("| phase | who |");
        foreach (int size in sizes) text.Append(CultureInfo.InvariantCulture, $" {size:N0} |");
        text.AppendLine().Append("|---|---|");
        text.Insert(text.Length, "---:|", sizes.Length).AppendLine();
        foreach (IGrouping<(string Phase, string Entrant), Row> line in rows.GroupBy(r => (r.Phase, r.Entrant)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {line.Key.Phase} | {line.Key.Entrant} |");
            foreach (int size in sizes) text.Append(Cell(line.FirstOrDefault(r => r.Size == size)));
            text.AppendLine();
        }

        foreach (string missing in contest.Entrants.Where(e => !e.IsThere).Select(e => e.Name).Distinct())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| | {missing} | not installed |");
        }

        text.AppendLine("\nMicroseconds for each, and the ratio to the first of the same size.");
        Row[] largest = [.. rows.Where(r => r.Size == sizes[^1])];
        foreach (Goal goal in contest.Goals) text.Append(Table.Line(goal, largest, $"at {sizes[^1]:N0}, "));
        return text.ToString();
    }

    private static string Cell(Row? row)
    {
        if (row is null) return " |";
        string ratio = row.Ratio is { } known ? string.Create(CultureInfo.InvariantCulture, $" · {known:0.00}") : "";
        return $" {Table.Short(row.Each)}{ratio} |";
    }
}
