using System.Management.Automation;
using ContainerNet.Shell.Engine;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Selects objects by their place in the pipeline, and properties of objects.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = ByPlace)]
public sealed class SelectObjectCommand : PSCmdlet
{
    private const string ByPlace = "DefaultParameter";
    private const string ByIndex = "IndexParameter";
    private const string WithoutLast = "SkipLastParameter";

    private readonly Queue<PSObject> _last = new();
    private readonly List<PSObject> _unique = [];
    private PropertySelection? _selection;
    private int _seen;
    private int _passed;

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The properties of the new objects.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Properties to leave out.</summary>
    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    /// <summary>A property whose value takes the object's place.</summary>
    [Parameter]
    public string? ExpandProperty { get; set; }

    /// <summary>Whether equal objects are kept once.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <summary>Whether -Unique takes upper and lower case for the same.</summary>
    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    /// <summary>How many of the last.</summary>
    [Parameter(ParameterSetName = ByPlace)]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    /// <summary>How many of the first.</summary>
    [Parameter(ParameterSetName = ByPlace)]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    /// <summary>How many to leave out at the start, or at the end together with -Last.</summary>
    [Parameter(ParameterSetName = ByPlace)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>How many to leave out at the end.</summary>
    [Parameter(ParameterSetName = WithoutLast)]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    /// <summary>Whether the commands before this one go on after the first objects were taken.</summary>
    [Parameter(ParameterSetName = ByPlace)]
    [Parameter(ParameterSetName = ByIndex)]
    public SwitchParameter Wait { get; set; }

    /// <summary>The places, counted from zero.</summary>
    [Parameter(ParameterSetName = ByIndex)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _selection = PropertySelection.Create(this, Property, ExcludeProperty, ExpandProperty);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        int place = _seen++;
        if (Index is not null) ByIndexes(InputObject, place);
        else if (SkipLast > 0) Delayed(InputObject, SkipLast);
        else if (Given(nameof(First)) || !Given(nameof(Last))) FromStart(InputObject, place);
        else Remember(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Given(nameof(Last)))
        {
            int skipped = Given(nameof(First)) ? 0 : Skip;
            while (_last.Count > skipped) Emit(_last.Dequeue());
        }
        WriteObject(_unique, enumerateCollection: true);
    }

    private bool Given(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private void FromStart(PSObject item, int place)
    {
        if (place < Skip) return;
        if (!Given(nameof(First)))
        {
            Emit(item);
            return;
        }
        if (_passed < First)
        {
            _passed++;
            Emit(item);
        }
        else if (Given(nameof(Last)))
        {
            Remember(item);
        }
        if (_passed >= First && !Given(nameof(Last))) StopOthers();
    }

    private void ByIndexes(PSObject item, int place)
    {
        if (Index!.Contains(place)) Emit(item);
        if (place >= Index!.Max()) StopOthers();
    }

    private void Delayed(PSObject item, int behind)
    {
        _last.Enqueue(item);
        if (_last.Count > behind) Emit(_last.Dequeue());
    }

    private void Remember(PSObject item)
    {
        _last.Enqueue(item);
        if (_last.Count > Last + (Given(nameof(First)) ? 0 : Skip)) _last.Dequeue();
    }

    private void Emit(PSObject item)
    {
        foreach (object? selected in _selection!.Apply(item))
        {
            if (!Unique) WriteObject(selected);
            else AddUnique(PSObject.AsPSObject(selected));
        }
    }

    private void AddUnique(PSObject item)
    {
        var comparer = new UniqueObjects(CaseInsensitive);
        if (!_unique.Exists(known => comparer.AreEqual(known, item))) _unique.Add(item);
    }

    // What has been held back for -Unique must leave before the pipeline is cut.
    private void StopOthers()
    {
        if (Wait) return;
        EndProcessing();
        throw EngineInternals.StopUpstream(this);
    }
}
