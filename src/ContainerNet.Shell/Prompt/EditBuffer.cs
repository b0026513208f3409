namespace ContainerNet.Shell.Prompt;

/// <summary>A text that is being typed, and the place in it. Places never lie inside a surrogate pair.</summary>
internal sealed class EditBuffer
{
    /// <summary>The text; its lines are separated by line feeds.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Where the next character goes.</summary>
    public int Cursor { get; private set; }

    /// <summary>The start of the line with the cursor.</summary>
    public int LineStart => Text.LastIndexOf('\n', Math.Max(0, Cursor - 1), Cursor) + 1;

    /// <summary>The end of the line with the cursor.</summary>
    public int LineEnd => Text.IndexOf('\n', Cursor) is >= 0 and var end ? end : Text.Length;

    /// <summary>Puts another text in the place of this one, with the cursor at its end unless told otherwise.</summary>
    public void Set(string text, int? cursor = null)
    {
        Text = text;
        Cursor = cursor ?? text.Length;
    }

    /// <summary>Puts text in at the cursor.</summary>
    public void Insert(string text) => Replace(Cursor, 0, text);

    /// <summary>Puts text in the place of a part; the cursor goes behind it.</summary>
    public void Replace(int start, int length, string text)
    {
        Text = string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(start + length));
        Cursor = start + text.Length;
    }

    /// <summary>Takes out what lies between the cursor and another place; returns it.</summary>
    public string RemoveTo(int place)
    {
        int start = Math.Min(place, Cursor), length = Math.Abs(place - Cursor);
        string removed = Text.Substring(start, length);
        Replace(start, length, "");
        return removed;
    }

    /// <summary>Moves the cursor.</summary>
    public void MoveTo(int place) => Cursor = Math.Clamp(place, 0, Text.Length);

    /// <summary>The place a character to the left.</summary>
    public int Left()
    {
        int place = Math.Max(0, Cursor - 1);
        return place > 0 && char.IsLowSurrogate(Text[place]) ? place - 1 : place;
    }

    /// <summary>The place a character to the right.</summary>
    public int Right()
    {
        int place = Math.Min(Text.Length, Cursor + 1);
        return place < Text.Length && char.IsLowSurrogate(Text[place]) ? place + 1 : place;
    }

    /// <summary>The start of the word at or before the cursor.</summary>
    public int WordLeft()
    {
        int place = Cursor;
        while (place > 0 && !char.IsLetterOrDigit(Text[place - 1])) place--;
        while (place > 0 && char.IsLetterOrDigit(Text[place - 1])) place--;
        return place;
    }

    /// <summary>The end of the word at or behind the cursor.</summary>
    public int WordRight()
    {
        int place = Cursor;
        while (place < Text.Length && !char.IsLetterOrDigit(Text[place])) place++;
        while (place < Text.Length && char.IsLetterOrDigit(Text[place])) place++;
        return place;
    }

    /// <summary>The start of the blank-separated word before the cursor.</summary>
    public int BlankWordLeft()
    {
        int place = Cursor;
        while (place > 0 && char.IsWhiteSpace(Text[place - 1])) place--;
        while (place > 0 && !char.IsWhiteSpace(Text[place - 1])) place--;
        return place;
    }

    /// <summary>Moves a line up, in the same column where there is one; false on the first line.</summary>
    public bool MoveUp()
    {
        int start = LineStart, column = Cursor - start;
        if (start == 0) return false;
        MoveTo(start - 1);
        MoveTo(Math.Min(LineStart + column, LineEnd));
        return true;
    }

    /// <summary>Moves a line down, in the same column where there is one; false on the last line.</summary>
    public bool MoveDown()
    {
        int column = Cursor - LineStart, end = LineEnd;
        if (end == Text.Length) return false;
        MoveTo(end + 1);
        MoveTo(Math.Min(Cursor + column, LineEnd));
        return true;
    }
}
