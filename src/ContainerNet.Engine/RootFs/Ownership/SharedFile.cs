using System.Text;
using System.Text.RegularExpressions;

namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>
/// The administrator's file with blocks of ours in it, and lines of theirs that we have commented out. All other bytes
/// are kept: the text is handled as Latin-1, in which every byte is a character.
/// </summary>
/// <remarks>
/// A file whose last line has no end keeps that trait: the end that must stand before our block then is missing behind
/// it instead, so that the file is what it was once the block is out again.
/// </remarks>
internal sealed partial class SharedFile
{
    /// <summary>The start of an administrator's line that is commented out.</summary>
    public const string DisabledPrefix = "#containernet# ";

    private readonly List<Piece> _pieces = [];
    private bool _hasOpenEnd;

    private SharedFile()
    {
    }

    /// <summary>Why the marks in it can't be trusted, as a clause; null when they can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The names of our blocks, in order.</summary>
    public IEnumerable<string> Blocks => _pieces.Where(p => p.Block is not null).Select(p => p.Block!);

    /// <summary>Whether anything of ours is in it, be it broken.</summary>
    public bool HasOurs => Problem is not null || _pieces.Exists(p => p.Block is not null || p.IsDisabled);

    /// <summary>Whether nothing is left in it but the line that names its interpreter.</summary>
    public bool IsEmpty => _pieces.Count == 0
        || (_pieces is [{ Block: null } only] && only.Text.StartsWith("#!", StringComparison.Ordinal));

    /// <summary>
    /// The administrator's lines as if we were not there: without our blocks, those commented out as they were, without
    /// line ends. Their numbers are what <see cref="Disable"/> takes.
    /// </summary>
    public static IReadOnlyList<string> AdministratorLines(string text) =>
        [.. Parse(Encoding.UTF8.GetBytes(text))._pieces.Where(p => p.Block is null)
            .Select(p => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(p.Text.TrimEnd('\r', '\n'))))];

    public static SharedFile Parse(ReadOnlySpan<byte> content)
    {
        var file = new SharedFile();
        string text = Encoding.Latin1.GetString(content);
        file._hasOpenEnd = text.Length > 0 && !text.EndsWith('\n');
        file.ReadPieces(file._hasOpenEnd ? text + "\n" : text);
        return file;
    }

    /// <summary>
    /// Makes these the only blocks in the file. One that is there stays at its place; a new one goes to its neighbour
    /// in the list, else to the end, but before the "exit 0" that ends a script.
    /// </summary>
    public void SetBlocks(IReadOnlyList<RenderedFile> wanted)
    {
        _pieces.RemoveAll(p => p.Block is not null && !wanted.Any(w => w.Block == p.Block));
        for (int i = 0; i < wanted.Count; i++)
        {
            Piece piece = NewBlock(wanted[i].Block, wanted[i].Comment, wanted[i].Content);
            int at = IndexOf(wanted[i].Block);
            if (at >= 0)
                _pieces[at] = piece;
            else
                _pieces.Insert(PlaceFor(wanted, i), piece);
        }
    }

    /// <summary>Comments out exactly these lines of the administrator's, and restores all others.</summary>
    public void Disable(IReadOnlyCollection<int> lines)
    {
        int number = 0;
        for (int i = 0; i < _pieces.Count; i++)
        {
            if (_pieces[i].Block is null)
                _pieces[i] = _pieces[i] with { IsDisabled = lines.Contains(number++) };
        }
    }

    /// <summary>Puts a line first, in a file that has none yet.</summary>
    public void StartWith(string firstLine) => _pieces.Insert(0, new Piece(firstLine + "\n"));

    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        foreach (Piece piece in _pieces)
            text.Append(piece.IsDisabled ? DisabledPrefix : "").Append(piece.Text);
        if (_hasOpenEnd && text.Length > 0)
            text.Length--;
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private void ReadPieces(string text)
    {
        string? open = null;
        var block = new StringBuilder();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = text.IndexOf('\n', start) + 1;
            string line = text[start..end];
            Match mark = MarkLine().Match(line);
            if (mark.Success)
                Problem ??= Judge(mark.Groups[1].Value == "BEGIN", mark.Groups[2].Value, open);
            if (mark.Success && open is null)
                open = mark.Groups[2].Value;
            if (open is null)
                _pieces.Add(Line(line));
            else
                block.Append(line);
            if (!mark.Success || mark.Groups[1].Value != "END" || open is null)
                continue;
            _pieces.Add(new Piece(block.ToString()) { Block = open });
            block.Clear();
            open = null;
        }
        if (open is not null)
            Problem ??= $"the block \"{open}\" has no END line";
    }

    private string? Judge(bool isBegin, string name, string? open)
    {
        if (isBegin && open is not null)
            return $"the block \"{name}\" begins inside the block \"{open}\"";
        if (!isBegin && open != name)
            return $"the END line of the block \"{name}\" has no BEGIN line";
        return isBegin && IndexOf(name) >= 0 ? $"the block \"{name}\" appears twice" : null;
    }

    private static Piece Line(string line) =>
        line.StartsWith(DisabledPrefix, StringComparison.Ordinal)
            ? new Piece(line[DisabledPrefix.Length..]) { IsDisabled = true }
            : new Piece(line);

    private static Piece NewBlock(string name, string comment, string content)
    {
        if (name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw new ArgumentException($"'{name}' is not the name of a block.", nameof(name));
        string lines = content.Length == 0 || content.EndsWith('\n') ? content : content + "\n";
        if (lines.Split('\n').Any(l => MarkLine().IsMatch(l)))
            throw new ArgumentException("A block can't contain the marks of one.", nameof(content));
        string text = $"{comment} BEGIN containernet {name}\n{lines}{comment} END containernet {name}\n";
        return new Piece(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))) { Block = name };
    }

    private int IndexOf(string block) => _pieces.FindIndex(p => p.Block == block);

    private int PlaceFor(IReadOnlyList<RenderedFile> wanted, int index)
    {
        var neighbours = wanted.Where(w => w.AtStart == wanted[index].AtStart).ToList();
        int own = neighbours.IndexOf(wanted[index]);
        if (own > 0)
            return IndexOf(neighbours[own - 1].Block) + 1;
        int next = neighbours.Skip(1).Select(w => IndexOf(w.Block)).FirstOrDefault(at => at >= 0, -1);
        if (next >= 0)
            return next;
        bool isScript = _pieces.Count > 0 && _pieces[0].Text.StartsWith("#!", StringComparison.Ordinal);
        if (wanted[index].AtStart)
            return isScript ? 1 : 0;
        int last = _pieces.FindLastIndex(p => p.Text.Trim().Length > 0);
        return isScript && last >= 0 && _pieces[last].Text.Trim() == "exit 0" ? last : _pieces.Count;
    }

    [GeneratedRegex(@"^\S+ (BEGIN|END) containernet (\S+)\s*$")]
    private static partial Regex MarkLine();

    private sealed record Piece(string Text)
    {
        public string? Block { get; init; }

        public bool IsDisabled { get; init; }
    }
}
