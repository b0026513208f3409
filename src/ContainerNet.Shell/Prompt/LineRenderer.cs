using System.Management.Automation.Internal;
using System.Text;

namespace ContainerNet.Shell.Prompt;

/// <summary>Draws the line that is being edited, over itself each time.</summary>
internal sealed class LineRenderer(TextWriter terminal, Func<int> width, string prompt)
{
    /// <summary>What stands before the second and further lines of a command.</summary>
    public const string Continuation = ">> ";

    private const string ClearBelow = "\e[J";
    private int _cursorRow;

    /// <summary>Draws prompt, text and what belongs below.</summary>
    public void Draw(LineEditor editor)
    {
        int columns = Math.Max(2, width());
        string shownPrompt = editor.Search is null ? prompt : SearchPrompt(editor);
        var screen = new StringBuilder();
        ToTop(screen);
        screen.Append(ClearBelow).Append(shownPrompt);
        var end = new ScreenPlace(columns);
        end.Pass(new StringDecorated(shownPrompt).ToString(System.Management.Automation.OutputRendering.PlainText));
        var cursor = WriteText(screen, end, editor);
        WriteMenu(screen, end, editor, columns);
        if (end.Row > cursor.Row) screen.Append($"\e[{end.Row - cursor.Row}A");
        screen.Append('\r');
        if (cursor.Column > 0) screen.Append($"\e[{cursor.Column}C");
        _cursorRow = cursor.Row;
        terminal.Write(screen);
    }

    /// <summary>Draws a last time, without what stands below, and goes to the next line.</summary>
    public void Finish(LineEditor editor, string mark = "")
    {
        var screen = new StringBuilder();
        ToTop(screen);
        screen.Append(ClearBelow).Append(prompt);
        var end = new ScreenPlace(Math.Max(2, width()));
        end.Pass(new StringDecorated(prompt).ToString(System.Management.Automation.OutputRendering.PlainText));
        WriteText(screen, end, editor);
        terminal.Write(screen.Append(mark).Append("\r\n"));
        _cursorRow = 0;
    }

    /// <summary>Forgets what was drawn, on a screen that has been cleared.</summary>
    public void ClearScreen()
    {
        terminal.Write("\e[H\e[2J");
        _cursorRow = 0;
    }

    private void ToTop(StringBuilder screen)
    {
        if (_cursorRow > 0) screen.Append($"\e[{_cursorRow}A");
        screen.Append('\r');
    }

    private static string SearchPrompt(LineEditor editor) =>
        $"({(editor.SearchFailed ? "failed " : "")}reverse-i-search)'{editor.Search}': ";

    private static (int Row, int Column) WriteText(StringBuilder screen, ScreenPlace end, LineEditor editor)
    {
        (int, int)? cursor = null;
        for (int i = 0; i < editor.Text.Length; i++)
        {
            if (i == editor.Cursor) cursor = (end.Row, end.Column);
            char letter = editor.Text[i];
            string shown = letter == '\n' ? "\r\n" + Continuation : letter.ToString();
            if (char.IsHighSurrogate(letter) && i + 1 < editor.Text.Length) shown += editor.Text[++i];
            screen.Append(shown);
            end.Pass(shown);
        }
        // A terminal stays in the last column until the next character comes.
        if (end.IsWrapped) screen.Append("\r\n");
        return cursor ?? (end.Row, end.Column);
    }

    private static void WriteMenu(StringBuilder screen, ScreenPlace end, LineEditor editor, int columns)
    {
        if (editor.Menu is not { } menu) return;
        foreach (string line in new CompletionList(menu.Labels, editor.Chosen, columns).Lines())
        {
            screen.Append("\r\n").Append(line);
            end.NextLine();
        }
    }
}
