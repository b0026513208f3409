using System.Text;

namespace ContainerNet.Shell.Prompt;

/// <summary>Follows the cursor of a terminal of some width while text is written.</summary>
internal sealed class ScreenPlace(int columns)
{
    /// <summary>The row, from where the writing started.</summary>
    public int Row { get; private set; }

    /// <summary>The column.</summary>
    public int Column { get; private set; }

    /// <summary>Whether the last character filled its row.</summary>
    public bool IsWrapped { get; private set; }

    /// <summary>Text without control sequences is written.</summary>
    public void Pass(string text)
    {
        foreach (var rune in text.EnumerateRunes()) Pass(rune);
    }

    /// <summary>The writing goes on in the next row.</summary>
    public void NextLine()
    {
        // The row that a full one led to is already the next.
        if (!IsWrapped) Row++;
        Column = 0;
        IsWrapped = false;
    }

    private void Pass(Rune rune)
    {
        if (rune.Value == '\n')
        {
            NextLine();
            return;
        }
        int width = CellWidth.Of(rune);
        if (width == 0) return;
        // A wide character that has only one cell left goes to the next row.
        if (Column + width > columns) (Row, Column) = (Row + 1, 0);
        Column += width;
        IsWrapped = Column == columns;
        if (IsWrapped) (Row, Column) = (Row + 1, 0);
    }
}
