namespace ContainerNet.Shell.Prompt;

/// <summary>
/// Turns keys into a command: pure logic, which neither reads nor draws. The keys are those of readline, as far as
/// fingers know them.
/// </summary>
internal sealed partial class LineEditor
{
    private readonly EditBuffer _buffer = new();
    private readonly CommandHistory _history;
    private readonly Func<string, int, Completions> _complete;
    private readonly Func<string, bool> _isIncomplete;
    private string _killed = "";

    /// <summary>An editor for one command.</summary>
    /// <param name="history">What was typed before.</param>
    /// <param name="complete">The completions of a text at a place.</param>
    /// <param name="isIncomplete">Whether a text needs more lines.</param>
    public LineEditor(
        CommandHistory history, Func<string, int, Completions> complete, Func<string, bool> isIncomplete)
    {
        _history = history;
        _complete = complete;
        _isIncomplete = isIncomplete;
        _place = history.Count;
    }

    /// <summary>The text so far.</summary>
    public string Text => _buffer.Text;

    /// <summary>The place of the cursor in it.</summary>
    public int Cursor => _buffer.Cursor;

    /// <summary>Takes a key.</summary>
    public EditResult Press(ConsoleKeyInfo key)
    {
        if (_search is not null && !PressInSearch(key, out var found)) return found;
        if (key.Key == ConsoleKey.Tab)
        {
            CompleteNext(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
            return EditResult.Continue;
        }
        if (key.Key == ConsoleKey.Escape && _menu is not null)
        {
            UndoCompletion();
            return EditResult.Continue;
        }
        _menu = null;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control)) return PressControl(key);
        if (key.Modifiers.HasFlag(ConsoleModifiers.Alt)) return PressAlt(key);
        return PressPlain(key);
    }

    private EditResult PressPlain(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter: return Enter();
            case ConsoleKey.Backspace: _buffer.RemoveTo(_buffer.Left()); break;
            case ConsoleKey.Delete: _buffer.RemoveTo(_buffer.Right()); break;
            case ConsoleKey.LeftArrow: _buffer.MoveTo(_buffer.Left()); break;
            case ConsoleKey.RightArrow: _buffer.MoveTo(_buffer.Right()); break;
            case ConsoleKey.Home: _buffer.MoveTo(_buffer.LineStart); break;
            case ConsoleKey.End: _buffer.MoveTo(_buffer.LineEnd); break;
            case ConsoleKey.UpArrow: if (!_buffer.MoveUp()) Recall(-1); break;
            case ConsoleKey.DownArrow: if (!_buffer.MoveDown()) Recall(1); break;
            case ConsoleKey.Escape: break;
            default:
                if (!char.IsControl(key.KeyChar)) _buffer.Insert(key.KeyChar.ToString());
                break;
        }
        return EditResult.Continue;
    }

    private EditResult PressControl(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.C: return EditResult.Cancel;
            case ConsoleKey.D when Text.Length == 0: return EditResult.EndOfInput;
            case ConsoleKey.D: _buffer.RemoveTo(_buffer.Right()); break;
            case ConsoleKey.J or ConsoleKey.M or ConsoleKey.Enter: return Enter();
            case ConsoleKey.L: return EditResult.ClearScreen;
            case ConsoleKey.A: _buffer.MoveTo(_buffer.LineStart); break;
            case ConsoleKey.E: _buffer.MoveTo(_buffer.LineEnd); break;
            case ConsoleKey.B: _buffer.MoveTo(_buffer.Left()); break;
            case ConsoleKey.F: _buffer.MoveTo(_buffer.Right()); break;
            case ConsoleKey.H: _buffer.RemoveTo(_buffer.Left()); break;
            case ConsoleKey.P: Recall(-1); break;
            case ConsoleKey.N: Recall(1); break;
            case ConsoleKey.R: StartSearch(); break;
            case ConsoleKey.K: Kill(_buffer.LineEnd); break;
            case ConsoleKey.U: Kill(_buffer.LineStart); break;
            case ConsoleKey.W: Kill(_buffer.BlankWordLeft()); break;
            case ConsoleKey.Backspace: Kill(_buffer.WordLeft()); break;
            case ConsoleKey.Delete: Kill(_buffer.WordRight()); break;
            case ConsoleKey.Y: _buffer.Insert(_killed); break;
            case ConsoleKey.LeftArrow: _buffer.MoveTo(_buffer.WordLeft()); break;
            case ConsoleKey.RightArrow: _buffer.MoveTo(_buffer.WordRight()); break;
            case ConsoleKey.Home: _buffer.MoveTo(0); break;
            case ConsoleKey.End: _buffer.MoveTo(Text.Length); break;
            default: break;
        }
        return EditResult.Continue;
    }

    private EditResult PressAlt(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.B or ConsoleKey.LeftArrow: _buffer.MoveTo(_buffer.WordLeft()); break;
            case ConsoleKey.F or ConsoleKey.RightArrow: _buffer.MoveTo(_buffer.WordRight()); break;
            case ConsoleKey.D: Kill(_buffer.WordRight()); break;
            case ConsoleKey.Backspace: Kill(_buffer.WordLeft()); break;
            case ConsoleKey.Enter: _buffer.Insert("\n"); break;
            // AltGr reaches a terminal program as Alt, with the character that it makes.
            default:
                if (!char.IsControl(key.KeyChar) && !char.IsAsciiLetterOrDigit(key.KeyChar))
                    _buffer.Insert(key.KeyChar.ToString());
                break;
        }
        return EditResult.Continue;
    }

    private EditResult Enter()
    {
        if (!_isIncomplete(Text)) return EditResult.Accept;
        _buffer.MoveTo(Text.Length);
        _buffer.Insert("\n");
        return EditResult.Continue;
    }

    private void Kill(int place) => _killed = _buffer.RemoveTo(place);
}
