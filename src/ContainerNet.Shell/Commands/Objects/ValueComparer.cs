using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Compares values as the language's -lt and -eq do, and as text what these cannot compare.</summary>
internal sealed class ValueComparer(bool caseSensitive) : IComparer<object?>, IEqualityComparer<object?>
{
    /// <inheritdoc/>
    public int Compare(object? x, object? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        if (caseSensitive && Unwrap(x) is string one && Unwrap(y) is string other) return CompareWords(one, other);
        return LanguagePrimitives.TryCompare(x, y, !caseSensitive, out int result)
            ? result
            : string.Compare(Text(x), Text(y), Comparison);
    }

    /// <inheritdoc/>
    public new bool Equals(object? x, object? y) => Compare(x, y) == 0;

    /// <inheritdoc/>
    public int GetHashCode(object? obj) => obj is null ? 0 : Text(obj).GetHashCode(Comparison);

    private StringComparison Comparison =>
        caseSensitive ? StringComparison.CurrentCulture : StringComparison.CurrentCultureIgnoreCase;

    // As in a dictionary, not as in a code table: a A b B.
    private static int CompareWords(string one, string other)
    {
        int words = string.Compare(one, other, StringComparison.OrdinalIgnoreCase);
        return words != 0 ? words : string.CompareOrdinal(other, one);
    }

    private static object Unwrap(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string Text(object value) => LanguagePrimitives.ConvertTo<string>(value);
}
