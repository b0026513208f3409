using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Writes objects as lines of delimited text; the first object's properties are the columns.</summary>
internal sealed class CsvObjectWriter(char delimiter, QuoteKind quotes)
{
    /// <summary>The names of the columns, known from the first object or the file that is appended to.</summary>
    public IReadOnlyList<string>? Columns { get; set; }

    /// <summary>The line of names.</summary>
    public string Header => Line(Columns!);

    /// <summary>The columns of an object.</summary>
    public static List<string> ColumnsOf(PSObject item) => item.BaseObject is IDictionary table
        ? [.. table.Keys.Cast<object>().Select(key => key.ToString()!)]
        : [.. item.Properties.Select(property => property.Name)];

    /// <summary>The line of an object's values.</summary>
    public string Row(PSObject item) => Line(Columns!.Select(column => Value(item, column)));

    private static string? Value(PSObject item, string column)
    {
        object? value = item.BaseObject is IDictionary table ? table[column] : item.Properties[column]?.Value;
        return value is null ? null : LanguagePrimitives.ConvertTo<string>(Formatted(value));
    }

    // Numbers and dates in the user's culture, as they are shown.
    private static object Formatted(object value)
    {
        object plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return plain is IFormattable formattable ? formattable.ToString(null, CultureInfo.CurrentCulture) : value;
    }

    // Nothing stays nothing between two delimiters; an empty text is quoted.
    private string Line(IEnumerable<string?> values) =>
        string.Join(delimiter, values.Select(value => value is null ? "" : Quoted(value)));

    private string Quoted(string value)
    {
        bool needed = value.Contains(delimiter, StringComparison.Ordinal) || value.AsSpan().IndexOfAny("\"\r\n") >= 0;
        bool quoted = quotes == QuoteKind.Always || (quotes == QuoteKind.AsNeeded && needed);
        return quoted ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
