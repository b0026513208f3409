using System.Management.Automation;
using System.Net;

namespace ContainerNet;

/// <summary>Reads networks from text, masking host bits: IPNetwork's own Parse does that on .NET 10 only.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PrefixTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Rehydrate.Each(inputData, item => item switch
        {
            // By position a container's name is tried here first: it is left to the parameter that takes it.
            string text when text.Contains('/', StringComparison.Ordinal) || IPAddress.TryParse(text, out _) =>
                Prefix.Parse(text),
            CtNetIfRoute route => route.Destination,
            PSObject { BaseObject: PSCustomObject } lost => Of(lost),
            _ => item,
        });

    private static object Of(PSObject lost) =>
        lost.Properties["BaseAddress"]?.Value is { } address && lost.Properties["PrefixLength"]?.Value is { } length
            ? Prefix.Parse($"{address}/{length}")
            : lost;
}
