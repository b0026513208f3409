using System.Management.Automation;

namespace ContainerNet;

/// <summary>Takes an empty cell of a CSV file for a parameter that was not given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmptyIsAbsentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return plain is string text && string.IsNullOrWhiteSpace(text) ? null! : inputData;
    }
}
