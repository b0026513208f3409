using System.Management.Automation;

namespace ContainerNet;

/// <summary>Takes an empty text for no value at all: the cells of a CSV file are never absent, only empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmptyTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return plain is string text && string.IsNullOrWhiteSpace(text) ? null! : inputData!;
    }
}
