using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Sorts objects by their values or by properties; equal ones stay in their order.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The properties to sort by, the first one first.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Whether the largest comes first.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>Whether only the first of equal objects is kept.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <summary>Whether letters' case counts.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>Whether equal objects stay in their order; they always do.</summary>
    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

    /// <summary>How many of the first to keep.</summary>
    [Parameter(ParameterSetName = nameof(Top), Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    /// <summary>How many of the last to keep.</summary>
    [Parameter(ParameterSetName = nameof(Bottom), Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null) _items.Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var properties = PropertyDefinition.ReadAll(this, Property);
        var comparer = new KeyComparer(new ValueComparer(CaseSensitive), Directions(properties));
        // Objects without any of the properties have nothing to be sorted by: they come last, as they came.
        var sortable = _items.Where(item => properties.Count == 0 || properties.Exists(one => one.IsOn(item)));
        var sorted = sortable.Select(item => (Item: item, Keys: Keys(item, properties)))
            .OrderBy(pair => pair.Keys, comparer);
        var kept = Unique ? WithoutRepetitions(sorted, comparer) : sorted.Select(pair => pair.Item);
        var result = kept.ToList();
        if (properties.Count > 0) result.AddRange(_items.Where(item => !properties.Exists(one => one.IsOn(item))));
        WriteObject(Part(result), enumerateCollection: true);
    }

    private IEnumerable<PSObject> Part(List<PSObject> sorted) =>
        Top > 0 ? sorted.Take(Top) : Bottom > 0 ? sorted.TakeLast(Bottom) : sorted;

    private bool[] Directions(List<PropertyDefinition> properties) => properties.Count == 0
        ? [Descending]
        : [.. properties.Select(property => property.Descending ?? (bool)Descending)];

    private static object?[] Keys(PSObject item, List<PropertyDefinition> properties) => properties.Count == 0
        ? [item]
        : [.. properties.Select(property => property.ValueOf(item))];

    private static IEnumerable<PSObject> WithoutRepetitions(
        IEnumerable<(PSObject Item, object?[] Keys)> sorted, KeyComparer comparer)
    {
        object?[]? previous = null;
        foreach (var (item, keys) in sorted)
        {
            if (previous is null || comparer.Compare(previous, keys) != 0) yield return item;
            previous = keys;
        }
    }

    private sealed class KeyComparer(ValueComparer values, bool[] descending) : IComparer<object?[]>
    {
        public int Compare(object?[]? x, object?[]? y)
        {
            for (int i = 0; i < descending.Length; i++)
            {
                int result = values.Compare(x![i], y![i]);
                if (result != 0) return descending[i] ? -result : result;
            }
            return 0;
        }
    }
}
