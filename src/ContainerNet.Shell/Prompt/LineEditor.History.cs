namespace ContainerNet.Shell.Prompt;

/// <summary>Earlier commands: one by one, and by search.</summary>
internal sealed partial class LineEditor
{
    private int _place;
    private string _unfinished = "";
    private string? _search;
    private int _searchPlace;
    private string _beforeSearch = "";

    /// <summary>What is searched for, while Ctrl-R is in progress.</summary>
    public string? Search => _search;

    /// <summary>Whether the search has found nothing.</summary>
    public bool SearchFailed { get; private set; }

    private void Recall(int direction)
    {
        int place = _place + direction;
        if (place < 0 || place > _history.Count) return;
        // What was being typed waits below the newest command.
        if (_place == _history.Count) _unfinished = Text;
        _place = place;
        _buffer.Set(place == _history.Count ? _unfinished : _history[place]);
    }

    private void StartSearch()
    {
        _search = "";
        _searchPlace = _history.Count;
        _beforeSearch = Text;
        SearchFailed = false;
    }

    // True when the search is over and the key is to be taken as at any time.
    private bool PressInSearch(ConsoleKeyInfo key, out EditResult result)
    {
        result = EditResult.Continue;
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        if (control && key.Key == ConsoleKey.R)
        {
            FindFrom(_searchPlace - 1);
        }
        else if (key.Key == ConsoleKey.Escape || (control && key.Key is ConsoleKey.G or ConsoleKey.C))
        {
            _buffer.Set(_beforeSearch);
            _search = null;
        }
        else if (key.Key == ConsoleKey.Backspace || (control && key.Key == ConsoleKey.H))
        {
            _search = _search![..Math.Max(0, _search!.Length - 1)];
            FindFrom(_history.Count - 1);
        }
        else if (!control && !char.IsControl(key.KeyChar) && key.Key != ConsoleKey.Tab)
        {
            _search += key.KeyChar;
            FindFrom(Math.Min(_searchPlace, _history.Count - 1));
        }
        else
        {
            _search = null;
            return true;
        }
        return false;
    }

    private void FindFrom(int place)
    {
        int found = _search!.Length == 0 ? -1 : _history.FindBackwards(_search, place);
        SearchFailed = _search.Length > 0 && found < 0;
        if (found < 0) return;
        _searchPlace = _place = found;
        string text = _history[found];
        _buffer.Set(text, text.IndexOf(_search, StringComparison.OrdinalIgnoreCase));
    }
}
