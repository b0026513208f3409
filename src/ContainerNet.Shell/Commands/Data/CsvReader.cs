using System.Text;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Reads records of delimited values; a quoted value may contain delimiters, quotes and line ends.</summary>
internal sealed class CsvReader(TextReader text, char delimiter)
{
    private const char Quote = '"';
    private const int End = -1;

    /// <summary>The next record that is no empty line, or null at the end.</summary>
    public List<string>? ReadRecord()
    {
        SkipEmptyLines();
        if (text.Peek() == End) return null;
        var values = new List<string>();
        bool more = true;
        while (more) values.Add(ReadValue(out more));
        return values;
    }

    /// <summary>A line as it is, when it starts with a mark; otherwise null.</summary>
    public string? ReadLineWith(char mark)
    {
        SkipEmptyLines();
        return text.Peek() == mark ? text.ReadLine() : null;
    }

    private void SkipEmptyLines()
    {
        while (text.Peek() is '\r' or '\n') text.Read();
    }

    private string ReadValue(out bool more)
    {
        while (text.Peek() is ' ' or '\t' && text.Peek() != delimiter) text.Read();
        var value = new StringBuilder();
        bool quoted = text.Peek() == Quote;
        if (quoted)
        {
            text.Read();
            ReadQuoted(value);
        }
        int next;
        while ((next = text.Read()) != End && next != delimiter && next is not ('\r' or '\n'))
        {
            // What follows a closing quote is no part of the value but space.
            if (!quoted || !char.IsWhiteSpace((char)next)) value.Append((char)next);
        }
        if (next == '\r' && text.Peek() == '\n') text.Read();
        more = next == delimiter;
        return value.ToString();
    }

    private void ReadQuoted(StringBuilder value)
    {
        int next;
        while ((next = text.Read()) != End)
        {
            if (next == Quote)
            {
                if (text.Peek() != Quote) return;
                text.Read();
            }
            value.Append((char)next);
        }
    }
}
