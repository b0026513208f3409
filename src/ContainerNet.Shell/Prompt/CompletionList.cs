namespace ContainerNet.Shell.Prompt;

/// <summary>Completions in columns, the chosen one marked; as many as fit on a few lines.</summary>
internal sealed class CompletionList(IReadOnlyList<string> labels, int chosen, int columns)
{
    private const int MostLines = 10;
    private const int Gap = 2;

    /// <summary>The lines.</summary>
    public IEnumerable<string> Lines()
    {
        int cell = Math.Min(columns - 1, labels.Max(CellWidth.Of) + Gap);
        int across = Math.Max(1, (columns - 1) / cell);
        int all = (labels.Count + across - 1) / across;
        // The chosen one is always among those that are seen.
        int first = Math.Clamp(chosen / across - MostLines + 1, 0, Math.Max(0, all - MostLines));
        int last = Math.Min(all, first + MostLines);
        for (int line = first; line < last; line++)
        {
            var indexes = Enumerable.Range(line * across, Math.Min(across, labels.Count - line * across));
            yield return string.Concat(indexes.Select(index => Cell(index, cell))).TrimEnd();
        }
        if (all > last) yield return $"… {labels.Count} in all";
    }

    private string Cell(int index, int width)
    {
        string label = labels[index];
        while (CellWidth.Of(label) > width - Gap && label.Length > 1) label = label[..^1];
        string padding = new(' ', Math.Max(0, width - CellWidth.Of(label)));
        return index == chosen ? $"\e[7m{label}\e[27m{padding}" : label + padding;
    }
}
