using System.Collections.ObjectModel;
using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Objects that have a value in common.</summary>
public sealed class GroupInfo
{
    internal GroupInfo(IReadOnlyList<object?> values)
    {
        Values = new ReadOnlyCollection<object?>([.. values]);
        Name = string.Join(", ", values.Select(value => LanguagePrimitives.ConvertTo<string>(value)));
    }

    /// <summary>The value, or a value for each property.</summary>
    public ReadOnlyCollection<object?> Values { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; internal set; }

    /// <summary>The objects; none with -NoElement.</summary>
    public Collection<PSObject> Group { get; } = [];

    /// <summary>The value as text.</summary>
    public string Name { get; }
}
