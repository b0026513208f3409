using System.Management.Automation.Host;
using System.Text;

namespace ContainerNet.Shell.Hosting;

/// <summary>The choices of a question as one line, and the answers that mean one of them.</summary>
internal sealed class ChoiceMenu
{
    private readonly IReadOnlyList<ChoiceDescription> _choices;
    private readonly (string Key, string Label)[] _labels;
    private readonly int _default;

    /// <summary>A menu; a default below zero means that there is none.</summary>
    public ChoiceMenu(IReadOnlyList<ChoiceDescription> choices, int defaultChoice)
    {
        _choices = choices;
        _default = defaultChoice;
        _labels = [.. choices.Select(choice => Split(choice.Label))];
    }

    /// <summary>What each choice does, a line for each.</summary>
    public string Help => string.Join('\n', _labels.Select((label, index) =>
        $"{(label.Key.Length > 0 ? label.Key : label.Label)} - {_choices[index].HelpMessage}"));

    /// <summary>The line that asks, broken between two choices where it is wider than the terminal.</summary>
    public string Question(int width)
    {
        var parts = _labels.Select(label => label.Key.Length > 0 ? $"[{label.Key}] {label.Label}" : label.Label)
            .Append("[?] Help");
        if (_default >= 0) parts = parts.Append($"(default is \"{Name(_default)}\"): ");
        var text = new StringBuilder();
        int column = 0;
        foreach (string part in parts)
        {
            if (column > 0 && column + part.Length + 2 > width)
            {
                text.Append('\n');
                column = 0;
            }
            text.Append(part);
            column += part.Length + 2;
            if (!part.EndsWith(' ')) text.Append("  ");
        }
        return text.ToString().TrimEnd() + (_default >= 0 ? " " : ": ");
    }

    /// <summary>The choice that an answer names, by its key or its label; nothing means the default.</summary>
    public int? Find(string answer)
    {
        string typed = answer.Trim();
        if (typed.Length == 0) return _default >= 0 ? _default : null;
        int index = Array.FindIndex(_labels, label => Same(label.Key, typed) || Same(label.Label, typed));
        return index >= 0 ? index : null;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private string Name(int index) => _labels[index].Key.Length > 0 ? _labels[index].Key : _labels[index].Label;

    // The letter after the ampersand is the key: Yes to &All.
    private static (string Key, string Label) Split(string label)
    {
        int mark = label.IndexOf('&', StringComparison.Ordinal);
        if (mark < 0 || mark + 1 >= label.Length) return ("", label);
        return (label.Substring(mark + 1, 1).ToUpperInvariant(), label.Remove(mark, 1));
    }
}
