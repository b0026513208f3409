using System.Management.Automation;

namespace ContainerNet;

/// <summary>Reads networks from text, masking host bits: IPNetwork's own Parse does that on .NET 10 only.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PrefixTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>
    /// Whether the first word of the command line is a container in another parameter set: PowerShell tries it here too,
    /// and an error would end that.
    /// </summary>
    public bool MayBeName { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Rehydrate.Each(inputData, item => item switch
        {
            // An empty cell of a CSV file is no value.
            string text when string.IsNullOrWhiteSpace(text) => null,
            string text when MayBeName && Rehydrate.IsLikeName(text)
                && !IPInterfaceAddress.TryParse(text, null, out _) => text,
            string text => ((IPInterfaceAddress)Conversion.To<IPInterfaceAddress>(text)).GetNetwork(),
            CtNetIfRoute route => route.Destination,
            PSObject { BaseObject: PSCustomObject } lost => Of(lost),
            _ => item,
        });

    private static object Of(PSObject lost) =>
        lost.Properties["BaseAddress"]?.Value is { } address && lost.Properties["PrefixLength"]?.Value is { } length
            ? Prefix.Parse($"{address}/{length}")
            : lost;
}
