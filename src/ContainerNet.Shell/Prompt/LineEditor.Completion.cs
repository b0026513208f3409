namespace ContainerNet.Shell.Prompt;

/// <summary>Tab: first what all completions have in common, then one after the other.</summary>
internal sealed partial class LineEditor
{
    private Completions? _menu;
    private string _beforeMenu = "";
    private int _beforeMenuCursor;
    private int _chosenLength;

    /// <summary>The completions to choose from, while Tab goes through them.</summary>
    public Completions? Menu => _menu;

    /// <summary>Which of them is in the text; -1 before the first.</summary>
    public int Chosen { get; private set; } = -1;

    private void CompleteNext(int direction)
    {
        if (_menu is null)
        {
            StartCompletion();
            return;
        }
        int count = _menu.Texts.Count;
        Chosen = Chosen < 0 ? (direction > 0 ? 0 : count - 1) : (Chosen + direction + count) % count;
        Put(_menu.Texts[Chosen]);
    }

    private void StartCompletion()
    {
        var found = _complete(Text, Cursor);
        if (found.Texts.Count == 0) return;
        (_beforeMenu, _beforeMenuCursor) = (Text, Cursor);
        (_menu, Chosen, _chosenLength) = (found, -1, found.Length);
        string common = found.Texts.Count == 1 ? found.Texts[0] : found.CommonStart();
        if (found.Texts.Count == 1 || common.Length > found.Length) Put(common);
        if (found.Texts.Count == 1) _menu = null;
    }

    private void Put(string text)
    {
        _buffer.Replace(_menu!.Start, _chosenLength, text);
        _chosenLength = text.Length;
    }

    private void UndoCompletion()
    {
        _buffer.Set(_beforeMenu, _beforeMenuCursor);
        _menu = null;
    }
}
