using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ContainerNet.Engine.Store;

/// <summary>Walks the events of a YAML document; what is not as expected is an error with line and column.</summary>
/// <remarks>
/// Anchors, aliases and deep nesting are refused: the store writes none, and a few bytes of them can expand without
/// limit.
/// </remarks>
internal sealed class YamlCursor
{
    private const int MaxDepth = 32;

    private readonly string _file;
    private readonly Parser _parser;
    private int _depth;

    public YamlCursor(string file, TextReader text)
    {
        _file = file;
        _parser = new Parser(text);
        Move();
    }

    public ParsingEvent Current { get; private set; } = null!;

    /// <summary>Goes to the next event.</summary>
    public void Move()
    {
        try
        {
            if (!_parser.MoveNext()) throw Broken(Current.End, "the text ends too early");
        }
        catch (YamlException e)
        {
            string words = (e.InnerException ?? e).Message.TrimEnd('.');
            throw StoreError.Broken(_file, e.Start.Line, e.Start.Column, "no YAML: " + words, e);
        }

        Current = _parser.Current!;
        if (Current is AnchorAlias || Current is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Broken(Current.Start, "an anchor or alias, where plain values are expected");
        }

        _depth += Current.NestingIncrease;
        if (_depth > MaxDepth) throw Broken(Current.Start, $"more than {MaxDepth} levels of nesting");
    }

    /// <summary>Steps over an event of one kind.</summary>
    public void Skip<T>(string expected)
        where T : ParsingEvent
    {
        if (Current is not T) throw Unexpected(expected);
        Move();
    }

    /// <summary>An error at the current event.</summary>
    public ContainerNetException Unexpected(string expected) =>
        Broken(Current.Start, $"{Describe(Current)}, expected {expected}");

    public ContainerNetException Broken(Mark mark, string reason) =>
        StoreError.Broken(_file, mark.Line, mark.Column, reason);

    /// <summary>A rule of a parameter that the value at a place breaks.</summary>
    public ContainerNetException Refused(Mark mark, ContainerNetException rule) =>
        StoreError.Refused(_file, mark.Line, mark.Column, rule);

    /// <summary>Reads a mapping. Each key is given to <paramref name="read"/>, which reads its value.</summary>
    /// <param name="expected">What the mapping is, for the error when it is none.</param>
    /// <param name="read">Gets the key; false leaves the value where it is.</param>
    /// <param name="unknown">Gets what <paramref name="read"/> left; null makes that an error.</param>
    /// <param name="known">The keys that may stand here, for that error.</param>
    public void Mapping(
        string expected, Func<string, Mark, bool> read,
        List<KeyValuePair<string, IReadOnlyList<ParsingEvent>>>? unknown, string known)
    {
        if (Current is not MappingStart) throw Unexpected(expected);
        Move();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Current is not MappingEnd)
        {
            if (Current is not Scalar { Value: var key, Start: var mark }) throw Unexpected("a key: " + known);
            if (!seen.Add(key)) throw Broken(mark, $"the key '{key}' appears twice");
            Move();
            if (read(key, mark)) continue;
            if (unknown is null) throw Broken(mark, $"the key '{key}', expected {known}");
            unknown.Add(new(key, Capture()));
        }

        Move();
    }

    /// <summary>Reads a list; nothing at all is an empty one.</summary>
    public void Sequence(string expected, Action item)
    {
        if (SkipNull()) return;
        if (Current is not SequenceStart) throw Unexpected(expected);
        Move();
        while (Current is not SequenceEnd) item();
        Move();
    }

    /// <summary>Steps over "null", "~" or nothing.</summary>
    public bool SkipNull()
    {
        if (Current is not Scalar { Tag.IsEmpty: true } scalar || !IsNull(scalar)) return false;
        Move();
        return true;
    }

    public string Text(string expected)
    {
        if (Current is not Scalar { Tag.IsEmpty: true } scalar || IsNull(scalar)) throw Unexpected(expected);
        Move();
        return scalar.Value;
    }

    public bool Flag(string expected)
    {
        if (Current is not Scalar { Style: ScalarStyle.Plain, Tag.IsEmpty: true, Value: "true" or "false" } scalar)
        {
            throw Unexpected(expected);
        }

        Move();
        return scalar.Value == "true";
    }

    /// <summary>A whole number within bounds, in digits.</summary>
    public ulong Number(ulong least, ulong most, string expected)
    {
        if (Current is not Scalar { Style: ScalarStyle.Plain, Tag.IsEmpty: true } scalar
            || !ulong.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            || number < least || number > most)
        {
            throw Unexpected(expected);
        }

        Move();
        return number;
    }

    /// <summary>A whole number that a rule checks.</summary>
    /// <exception cref="ContainerNetException">It is none, or the rule's error.</exception>
    public int Number(Action<int> rule, string expected)
    {
        Mark at = Current.Start;
        int number = (int)Number(0, int.MaxValue, expected);
        try
        {
            rule(number);
        }
        catch (ContainerNetException e)
        {
            throw Refused(at, e);
        }

        return number;
    }

    /// <summary>A value that its own type, or a rule, reads.</summary>
    public T Value<T>(Func<string, T> parse, string expected)
    {
        ParsingEvent at = Current;
        string text = Text(expected);
        try
        {
            return parse(text);
        }
        catch (FormatException)
        {
            throw Broken(at.Start, $"{Describe(at)}, expected {expected}");
        }
        catch (ContainerNetException e)
        {
            throw Refused(at.Start, e);
        }
    }

    /// <summary>Takes a value of any shape as it is.</summary>
    private List<ParsingEvent> Capture()
    {
        var events = new List<ParsingEvent>();
        int depth = 0;
        do
        {
            depth += Current.NestingIncrease;
            events.Add(Current);
            Move();
        }
        while (depth > 0);
        return events;
    }

    private static bool IsNull(Scalar scalar) =>
        scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" };

    private static string Describe(ParsingEvent found) => found switch
    {
        Scalar { Tag.IsEmpty: false } s => $"the tag '{s.Tag.Value}'",
        Scalar s when IsNull(s) => "nothing",
        Scalar { Style: ScalarStyle.Plain } s => $"'{Short(s.Value)}'",
        Scalar s => $"the text \"{Short(s.Value)}\"",
        MappingStart => "a mapping",
        SequenceStart => "a list",
        _ => "the end",
    };

    private static string Short(string text)
    {
        string line = new(Array.ConvertAll(text.ToCharArray(), c => char.IsControl(c) ? ' ' : c));
        return line.Length > 80 ? line[..80] + "…" : line;
    }
}
