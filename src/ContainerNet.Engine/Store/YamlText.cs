using System.Globalization;
using System.Text;
using ContainerNet.Engine.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ContainerNet.Engine.Store;

/// <summary>
/// Writes YAML that every reader understands alike: text that could be taken for a number or a flag is quoted.
/// </summary>
internal sealed class YamlText
{
    private readonly StringBuilder _text = new();
    private readonly Emitter _emitter;

    public YamlText()
    {
        var writer = new StringWriter(_text, CultureInfo.InvariantCulture) { NewLine = "\n" };
        _emitter = new Emitter(writer, new EmitterSettings(2, int.MaxValue, false, 1024, true, false, "\n", false));
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart(null, null, true));
    }

    /// <summary>Ends the document.</summary>
    public string Finish()
    {
        _emitter.Emit(new DocumentEnd(true));
        _emitter.Emit(new StreamEnd());
        return _text.ToString();
    }

    public void BeginMapping(MappingStyle style = MappingStyle.Block) =>
        _emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, style));

    public void EndMapping() => _emitter.Emit(new MappingEnd());

    /// <summary>Writes a list; an empty one as [].</summary>
    public void Sequence<T>(IEnumerable<T> items, Action<T> write, SequenceStyle style = SequenceStyle.Block)
    {
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, style));
        foreach (T item in items) write(item);
        _emitter.Emit(new SequenceEnd());
    }

    /// <summary>Writes a list of addresses or prefixes, of which there may be thousands.</summary>
    /// <param name="items">The items.</param>
    /// <param name="word">The text of an item; null when it is more than a word.</param>
    /// <param name="write">Writes such an item.</param>
    /// <remarks>
    /// As the emitter would write it, which takes several times as long for each: once it has written a word, those
    /// that follow are put after it in the same way.
    /// </remarks>
    public void Words<T>(IEnumerable<T> items, Func<T, string?> word, Action<T> write)
    {
        string? before = null;
        Sequence(items, item =>
        {
            if (word(item) is not { } text)
            {
                write(item);
            }
            else if (before is not null && char.IsAsciiLetterOrDigit(text[0]))
            {
                _text.Append(before).Append(text);
            }
            else
            {
                Plain(text);
                before = BeforeLast(text);
            }
        });
    }

    // The line break, indent and dash before a word; null while the emitter holds the word back.
    private string? BeforeLast(string word)
    {
        string item = "- " + word;
        int dash = _text.Length - item.Length;
        if (dash < 0 || _text.ToString(dash, item.Length) != item) return null;
        int indent = dash;
        while (indent > 0 && _text[indent - 1] == ' ') indent--;
        return indent > 0 && _text[indent - 1] == '\n' ? _text.ToString(indent - 1, dash - indent + 3) : null;
    }

    /// <summary>A key of ours.</summary>
    public YamlText Key(string key)
    {
        Plain(key);
        return this;
    }

    /// <summary>A word, number or prefix that needs no quotes in any YAML.</summary>
    public void Plain(string text) => _emitter.Emit(new Scalar(text));

    public void Number(long number) => Plain(number.ToString(CultureInfo.InvariantCulture));

    public void Number(ulong number) => Plain(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>An address; colons between digits are a number to YAML 1.1.</summary>
    public void Address(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal)) Quoted(text);
        else Plain(text);
    }

    /// <summary>Text of the user's.</summary>
    public void Text(string text)
    {
        if (IsPlain(text)) Plain(text);
        else Quoted(text);
    }

    public void Quoted(string text) =>
        _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, false, true));

    /// <summary>What <see cref="UnknownKeys"/> kept.</summary>
    public void Unknown(UnknownKeys unknown)
    {
        foreach ((string key, IReadOnlyList<ParsingEvent> events) in unknown.Entries)
        {
            Text(key);
            foreach (ParsingEvent kept in events) _emitter.Emit(Kept(kept));
        }
    }

    private static ParsingEvent Kept(ParsingEvent kept) => kept switch
    {
        // Folding is not stable over reading and writing; the value is.
        Scalar { Style: ScalarStyle.Folded or ScalarStyle.Literal or ScalarStyle.SingleQuoted } s => new Scalar(
            s.Anchor, s.Tag, s.Value, ScalarStyle.DoubleQuoted, false, s.Tag.IsEmpty),
        // The emitter would make an empty text of it.
        Scalar { Style: ScalarStyle.Plain, Value: "", Tag.IsEmpty: true } => new Scalar("null"),
        _ => kept,
    };

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] == '/')) return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or '/' or '@')) return false;
        }

        return text.ToLowerInvariant() is not
            ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");
    }
}
