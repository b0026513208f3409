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
            // What is not a network may be a name in another parameter set: left as it is, it does not bind here.
            string text => IPInterfaceAddress.TryParse(text, null, out IPInterfaceAddress? a) ? a.GetNetwork() : text,
            CtNetIfRoute route => route.Destination,
            PSObject { BaseObject: PSCustomObject } lost => Of(lost),
            _ => item,
        });

    private static object Of(PSObject lost) =>
        lost.Properties["BaseAddress"]?.Value is { } address && lost.Properties["PrefixLength"]?.Value is { } length
            ? Prefix.Parse($"{address}/{length}")
            : lost;
}
