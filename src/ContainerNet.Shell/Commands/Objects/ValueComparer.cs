using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Compares values as the language's -lt and -eq do, and as text what these cannot compare.</summary>
internal sealed class ValueComparer(bool caseSensitive) : IComparer<object?>, IEqualityComparer<object?>
{
    /// <inheritdoc/>
    public int Compare(object? x, object? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
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

    private static string Text(object value) => LanguagePrimitives.ConvertTo<string>(value);
}
