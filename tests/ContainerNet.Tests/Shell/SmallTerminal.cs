using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ContainerNet.Shell.Prompt;

namespace ContainerNet.Tests.Shell;

/// <summary>A terminal's screen as rows of text; it knows what the line renderer writes, and nothing more.</summary>
internal sealed partial class SmallTerminal(int width) : TextWriter
{
    private readonly List<List<string>> _rows = [[]];
    private bool _pending;

    public override Encoding Encoding => Encoding.UTF8;

    public int Row { get; private set; }

    public int Column { get; private set; }

    public string Screen => string.Join('|', _rows.Select(row => string.Concat(row).TrimEnd())).TrimEnd('|');

    public override void Write(StringBuilder? value) => Write(value!.ToString());

    public override void Write(string? value)
    {
        foreach (Match part in Part().Matches(value!))
        {
            if (part.Groups["command"].Success) Obey(part.Groups["command"].Value, part.Groups["count"].Value);
            else Put(part.Value);
        }
    }

    private void Obey(string command, string count)
    {
        int times = count.Length > 0 ? int.Parse(count, CultureInfo.InvariantCulture) : 1;
        switch (command)
        {
            case "A": Row -= times; break;
            case "C": Column += times; break;
            case "J":
                _rows.RemoveRange(Row + 1, _rows.Count - Row - 1);
                _rows[Row].RemoveRange(Math.Min(Column, _rows[Row].Count), Math.Max(0, _rows[Row].Count - Column));
                break;
            case "m": break;
            default: throw new NotSupportedException(command);
        }
        _pending = false;
    }

    private void Put(string text)
    {
        if (text == "\r") (Column, _pending) = (0, false);
        else if (text == "\n") NextRow();
        else PutCharacter(text);
    }

    private void PutCharacter(string text)
    {
        int cells = CellWidth.Of(text);
        if (_pending || Column + cells > width) (Column, _) = (0, NextRow());
        var row = _rows[Row];
        while (row.Count < Column + cells) row.Add(" ");
        row[Column] = text;
        if (cells == 2) row[Column + 1] = "";
        Column += cells;
        // As real ones do: the cursor waits in the last column for the next character.
        _pending = Column == width;
        if (_pending) Column--;
    }

    private bool NextRow()
    {
        if (++Row == _rows.Count) _rows.Add([]);
        return _pending = false;
    }

    [GeneratedRegex(@"\e\[(?<count>\d*)(?<command>[A-Za-z])|[\uD800-\uDBFF]?[\s\S]")]
    private static partial Regex Part();
}
