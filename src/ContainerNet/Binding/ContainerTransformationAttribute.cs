using System.Management.Automation;

namespace ContainerNet;

/// <summary>
/// Reads containers' names from text, and from any object that has a Container, or else a Name. A parameter -Name that took
/// them by property name would take the name of an interface for that of its container.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ContainerTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is null ? null! : Rehydrate.Each(inputData, One);

    private static object? One(object? item)
    {
        if (item is null or string) return item;
        var wrapped = PSObject.AsPSObject(item);
        object? name = wrapped.Properties["Container"]?.Value ?? wrapped.Properties["Name"]?.Value;
        return name?.ToString() ?? item;
    }
}
