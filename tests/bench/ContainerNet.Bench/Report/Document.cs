namespace ContainerNet.Bench.Report;

/// <summary>A document that has tables of ours between marks, each a line of its own.</summary>
/// <param name="path">The file.</param>
internal sealed class Document(string path)
{
    /// <summary>Puts a text between the marks of a name, in place of what is there; without marks nowhere.</summary>
    /// <exception cref="InvalidDataException">The first mark is there and the second is not.</exception>
    public void Put(string name, string text)
    {
        string document = File.ReadAllText(path);
        string first = $"<!-- bench {name} -->\n";
        string last = $"<!-- /bench {name} -->\n";
        int begin = document.IndexOf(first, StringComparison.Ordinal);
        if (begin < 0) return;
        begin += first.Length;
        int end = document.IndexOf(last, begin, StringComparison.Ordinal);
        if (end < 0) throw new InvalidDataException($"{path} has no line {last.Trim()}.");
        File.WriteAllText(path, $"{document[..begin]}{text.Trim()}\n{document[end..]}");
    }
}
