using System.Collections;
using System.Management.Automation;
using System.Net;

namespace ContainerNet;

/// <summary>
/// Reads a next hop. An interface that is piped in has a Via of its own, its interconnects: that is not the route's.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NextHopTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = Rehydrate.Plain(inputData);
        bool absent = plain is string text ? string.IsNullOrWhiteSpace(text) : IsOfInterface(plain);
        return absent ? null! : Conversion.To<IPAddress>(plain);
    }

    // Of an interface that came from another session, the interconnects are text.
    private static bool IsOfInterface(object value) => value is Interconnect
        || (value is IList items
            && items.Cast<object?>().All(i => LanguagePrimitives.TryConvertTo(i?.ToString(), out Interconnect _)));
}
