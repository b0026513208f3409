using System.Globalization;
using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Counts objects, and measures their values.</summary>
[Cmdlet("Measure", "Object")]
[OutputType(typeof(MeasureInfo))]
public sealed class MeasureObjectCommand : PSCmdlet
{
    // The engine's own list view is for the real command's type.
    private const string ViewName = "Microsoft.PowerShell.Commands.GenericMeasureInfo";

    private readonly List<Measurement> _measurements = [];

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The properties to measure; without one, the objects themselves.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Whether to add the values.</summary>
    [Parameter]
    public SwitchParameter Sum { get; set; }

    /// <summary>Whether to find their mean.</summary>
    [Parameter]
    public SwitchParameter Average { get; set; }

    /// <summary>Whether to find the largest.</summary>
    [Parameter]
    public SwitchParameter Maximum { get; set; }

    /// <summary>Whether to find the smallest.</summary>
    [Parameter]
    public SwitchParameter Minimum { get; set; }

    /// <summary>Whether to find how far they lie from their mean.</summary>
    [Parameter]
    public SwitchParameter StandardDeviation { get; set; }

    /// <summary>Whether to find everything.</summary>
    [Parameter]
    public SwitchParameter AllStats { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Property is null) _measurements.Add(new Measurement(null));
        else _measurements.AddRange(PropertyDefinition.ReadAll(this, Property).Select(one => new Measurement(one)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        foreach (var measurement in _measurements)
        {
            object? value = measurement.Property is null
                ? InputObject.BaseObject
                : measurement.Property.ValueOf(InputObject);
            if (value is not null) Add(measurement, value is PSObject wrapped ? wrapped.BaseObject : value);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var measurement in _measurements)
        {
            // As in pwsh, a property that no object has is not worth a word.
            if (measurement.Property is not null && measurement.Count == 0) continue;
            var shown = new PSObject(Result(measurement));
            shown.TypeNames.Insert(0, ViewName);
            WriteObject(shown);
        }
    }

    private bool NeedsNumbers => Sum || Average || StandardDeviation || AllStats;

    private void Add(Measurement measurement, object value)
    {
        measurement.Count++;
        if (NeedsNumbers)
        {
            if (!LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double number))
            {
                WriteError(new ErrorRecord(new PSArgumentException($"Input object \"{value}\" is not numeric."),
                    "NonNumericInputObject", ErrorCategory.InvalidType, value));
                return;
            }
            measurement.Add(number);
        }
        if (!Maximum && !Minimum && !AllStats) return;
        var comparer = new ValueComparer(caseSensitive: false);
        object? largest = measurement.Largest, smallest = measurement.Smallest;
        if (largest is null || comparer.Compare(value, largest) > 0) measurement.Largest = value;
        if (smallest is null || comparer.Compare(value, smallest) < 0) measurement.Smallest = value;
    }

    private MeasureInfo Result(Measurement measured) => new()
    {
        Count = measured.Count,
        Property = measured.Property?.Expression.ToString(),
        Sum = (Sum || AllStats) && measured.Numbers > 0 ? measured.Sum : null,
        Average = (Average || AllStats) && measured.Numbers > 0 ? measured.Sum / measured.Numbers : null,
        StandardDeviation = StandardDeviation || AllStats ? measured.Deviation : null,
        Maximum = Maximum || AllStats ? Number(measured.Largest) : null,
        Minimum = Minimum || AllStats ? Number(measured.Smallest) : null,
    };

    // Numbers of any type are shown alike.
    private static object? Number(object? value) => value is IConvertible convertible and not string
        ? convertible.ToDouble(CultureInfo.InvariantCulture)
        : value;

    private sealed class Measurement(PropertyDefinition? property)
    {
        private double _mean;
        private double _squares;

        public PropertyDefinition? Property { get; } = property;

        public int Count { get; set; }

        public int Numbers { get; private set; }

        public double Sum { get; private set; }

        public object? Largest { get; set; }

        public object? Smallest { get; set; }

        public double? Deviation => Numbers > 1 ? Math.Sqrt(_squares / (Numbers - 1)) : 0;

        // Welford's way: exact where the sum of squares would lose the difference.
        public void Add(double number)
        {
            Sum += number;
            double before = number - _mean;
            _mean += before / ++Numbers;
            _squares += before * (number - _mean);
        }
    }
}
