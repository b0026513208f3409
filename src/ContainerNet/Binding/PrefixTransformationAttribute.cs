using System.Management.Automation;

namespace ContainerNet;

/// <summary>Reads networks from text, masking host bits: IPNetwork's own Parse does that on .NET 10 only.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PrefixTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Rehydrate.Each(inputData, item => item switch
        {
            string text => OrAsItIs(text),
            CtNetIfRoute route => route.Destination,
            PSObject { BaseObject: PSCustomObject } lost => Of(lost),
            _ => item,
        });

    // What is no network stays text: it may be a container's name, in the position that a network has after a pipeline. Were it refused
    // here, PowerShell would not try the other parameter set.
    private static object? OrAsItIs(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return Prefix.Parse(text);
        }
        catch (FormatException)
        {
            return text;
        }
    }

    private static object Of(PSObject lost) =>
        lost.Properties["BaseAddress"]?.Value is { } address && lost.Properties["PrefixLength"]?.Value is { } length
            ? Prefix.Parse($"{address}/{length}")
            : lost;
}
