using System.Management.Automation;

namespace ContainerNet;

/// <summary>
/// Reads interconnects from text; a cell of a CSV file may hold two, separated by a comma or a blank.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InterconnectTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly char[] s_separators = [',', ';', ' '];

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = inputData is PSObject { BaseObject: string text } ? text : inputData;
        return plain is string several
            ? several.Split(s_separators, StringSplitOptions.RemoveEmptyEntries)
            : Rehydrate.Each(inputData, item => item);
    }
}
