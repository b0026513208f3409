namespace ContainerNet.Shell.Commands.Objects;

/// <summary>What Measure-Object found.</summary>
public sealed class MeasureInfo
{
    /// <summary>How many objects had a value.</summary>
    public int Count { get; internal set; }

    /// <summary>The mean of the values.</summary>
    public double? Average { get; internal set; }

    /// <summary>The sum of the values.</summary>
    public double? Sum { get; internal set; }

    /// <summary>The largest value.</summary>
    public object? Maximum { get; internal set; }

    /// <summary>The smallest value.</summary>
    public object? Minimum { get; internal set; }

    /// <summary>How far the values lie from their mean.</summary>
    public double? StandardDeviation { get; internal set; }

    /// <summary>The property that was measured.</summary>
    public string? Property { get; internal set; }
}
