using System.Collections;
using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Groups objects that have the same value.</summary>
[Cmdlet("Group", "Object", DefaultParameterSetName = Groups)]
[OutputType(typeof(Hashtable), typeof(GroupInfo))]
public sealed class GroupObjectCommand : PSCmdlet
{
    private const string Groups = "GroupInfo";
    private const string Table = "HashTable";

    // The engine's own table views are for the real command's types.
    private const string ViewName = "Microsoft.PowerShell.Commands.GroupInfo";

    private readonly List<GroupInfo> _groups = [];
    private List<PropertyDefinition> _properties = [];
    private Dictionary<Key, GroupInfo> _known = [];

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The properties whose values make a group.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Whether the objects themselves are left out.</summary>
    [Parameter]
    public SwitchParameter NoElement { get; set; }

    /// <summary>Whether letters' case counts.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>Whether the result is a hashtable from value to objects.</summary>
    [Parameter(ParameterSetName = Table, Mandatory = true)]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    /// <summary>Whether the keys of the hashtable are text.</summary>
    [Parameter(ParameterSetName = Table)]
    public SwitchParameter AsString { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _properties = PropertyDefinition.ReadAll(this, Property);
        _known = new Dictionary<Key, GroupInfo>(new KeyEquality(new ValueComparer(CaseSensitive)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        object?[] values = _properties.Count == 0
            ? [InputObject.BaseObject is PSCustomObject ? InputObject : InputObject.BaseObject]
            : [.. _properties.Select(property => property.ValueOf(InputObject))];
        var key = new Key(values);
        if (!_known.TryGetValue(key, out var group))
        {
            group = new GroupInfo(values);
            _known.Add(key, group);
            _groups.Add(group);
        }
        group.Count++;
        if (!NoElement) group.Group.Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (AsHashTable)
        {
            WriteObject(ToHashtable());
            return;
        }
        var comparer = new ValueComparer(CaseSensitive);
        foreach (var group in _groups.OrderBy(group => group.Values, Comparer<IReadOnlyList<object?>>.Create(
            (one, other) => one.Zip(other, comparer.Compare).FirstOrDefault(result => result != 0))))
        {
            var shown = new PSObject(group);
            shown.TypeNames.Insert(0, ViewName);
            if (NoElement) shown.TypeNames.Insert(0, ViewName + "NoElement");
            WriteObject(shown);
        }
    }

    private Hashtable ToHashtable()
    {
        var table = CaseSensitive ? [] : new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var group in _groups)
        {
            object key = AsString || group.Values.Count != 1 || group.Values[0] is null ? group.Name : group.Values[0]!;
            table[key] = group.Group;
        }
        return table;
    }

    private sealed record Key(object?[] Values);

    private sealed class KeyEquality(ValueComparer values) : IEqualityComparer<Key>
    {
        public bool Equals(Key? x, Key? y) => x!.Values.SequenceEqual(y!.Values, values);

        public int GetHashCode(Key obj) =>
            obj.Values.Aggregate(0, (hash, value) => HashCode.Combine(hash, values.GetHashCode(value)));
    }
}
