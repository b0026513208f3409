using System.Management.Automation;

namespace ContainerNet;

/// <summary>Reads addresses from text, and from objects that lost their type on the way (JSON, remoting).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object result = Rehydrate.Each(inputData, One);

        // PowerShell converts what is not of the parameter's type item by item, and more slowly.
        return result is object?[] all && Array.TrueForAll(all, a => a is IPInterfaceAddress)
            ? Array.ConvertAll(all, a => (IPInterfaceAddress)a!)
            : result;
    }

    private static object? One(object? item) => item switch
    {
        CtNetIfIp ip => ip.Address,

        // What is not an address stays text, so that PowerShell reports it.
        string text => IPInterfaceAddress.TryParse(text, null, out IPInterfaceAddress? parsed) ? parsed : text,
        System.Net.IPAddress address => new IPInterfaceAddress(address, IPText.BitLength(address)),
        PSObject { BaseObject: PSCustomObject } lost => Text(lost) is { } text ? IPInterfaceAddress.Parse(text) : lost,
        _ => item,
    };

    private static string? Text(PSObject lost) =>
        lost.Properties["IPAddress"]?.Value is { } ip && lost.Properties["PrefixLength"]?.Value is { } length
            ? $"{ip}/{length}"
            : null;
}

/// <summary>Walks lists, and unwraps what PowerShell wrapped.</summary>
internal static class Rehydrate
{
    public static object Each(object input, Func<object?, object?> convert)
    {
        object plain = input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;
        if (plain is System.Collections.IList list)
        {
            object?[] result = new object?[list.Count];
            for (int i = 0; i < result.Length; i++) result[i] = convert(Unwrap(list[i]));
            return result;
        }

        return convert(plain)!;
    }

    private static object? Unwrap(object? item) =>
        item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
}
