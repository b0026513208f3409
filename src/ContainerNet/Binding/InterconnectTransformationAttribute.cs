using System.Management.Automation;

namespace ContainerNet;

/// <summary>
/// Reads interconnects from text; a cell of a CSV file may hold two, separated by a comma or a blank.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InterconnectTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (Rehydrate.Cell(inputData) is not { } cell) return null!;
        return Rehydrate.Each(
            cell is string one ? new[] { one } : cell,
            item => item is null ? null : Conversion.To<InterconnectChoice>(Rehydrate.Plain(item)));
    }
}
