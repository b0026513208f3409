using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>Names as a Get cmdlet takes them: wildcards without regard to case, as PowerShell has it.</summary>
internal sealed class NamePattern
{
    private readonly string[] _names;
    private readonly WildcardPattern[] _patterns;
    private readonly HashSet<string> _missing;

    public NamePattern(string[]? names)
    {
        _names = names ?? [];
        _patterns = Array.ConvertAll(_names, n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase));
        _missing = _names.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Exact names that nothing matched.</summary>
    public IEnumerable<string> Missing => _names.Where(_missing.Contains);

    public bool Matches(string name)
    {
        if (_patterns.Length == 0) return true;
        if (_missing.Count > 0) _missing.RemoveWhere(m => m.Equals(name, StringComparison.OrdinalIgnoreCase));
        return Array.Exists(_patterns, p => p.IsMatch(name));
    }
}
