using System.Management.Automation;
using System.Net;

namespace ContainerNet;

/// <summary>Reads addresses without a prefix from text; a cell of a CSV file may hold several.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressListTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Rehydrate.Cell(inputData) is { } cell
            ? Rehydrate.Each(cell, item => item is null ? null : Conversion.To<IPAddress>(item))
            : null!;
}
