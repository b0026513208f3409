using System.Management.Automation;

namespace ContainerNet;

/// <summary>Reads addresses from text, and from objects that lost their type on the way (JSON, remoting).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>
    /// Whether the first word of the command line is a container in another parameter set: PowerShell tries it here too,
    /// and an error would end that.
    /// </summary>
    public bool MayBeName { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (Rehydrate.Cell(inputData) is not { } cell) return null!;
        object result = Rehydrate.Each(cell, One);

        // PowerShell converts what is not of the parameter's type item by item, and more slowly.
        return result is object?[] all && Array.TrueForAll(all, a => a is IPInterfaceAddress)
            ? Array.ConvertAll(all, a => (IPInterfaceAddress)a!)
            : result;
    }

    private object? One(object? item) => item switch
    {
        CtNetIfIp ip => ip.Address,

        string text when IPInterfaceAddress.TryParse(text, null, out IPInterfaceAddress? parsed) => parsed,
        string text when MayBeName && Rehydrate.IsLikeName(text) => text,
        string text => Conversion.To<IPInterfaceAddress>(text),
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
    private static readonly char[] s_separators = [',', ';', ' '];

    /// <summary>The items of a cell of a CSV file when it has several; null when it is empty; else what came.</summary>
    public static object? Cell(object input)
    {
        object plain = Plain(input);
        if (plain is not string text) return plain;
        if (string.IsNullOrWhiteSpace(text)) return null;
        string[] items = text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        return items.Length > 1 ? items : plain;
    }

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

    /// <summary>Whether text could be the name of a container, which has neither of these.</summary>
    public static bool IsLikeName(string text) => text.AsSpan().IndexOfAny('/', ':') < 0;

    /// <summary>
    /// What PowerShell wrapped, unwrapped; of an object that lost its type (remoting, CliXml) the text that it had.
    /// </summary>
    public static object Plain(object input) => input switch
    {
        PSObject { BaseObject: PSCustomObject } lost when IsOfOurs(lost) => lost.ToString(),
        PSObject { BaseObject: not PSCustomObject } wrapped => wrapped.BaseObject,
        _ => input,
    };

    private static bool IsOfOurs(PSObject lost) =>
        lost.TypeNames.Any(n => n.StartsWith("Deserialized.ContainerNet.", StringComparison.Ordinal)
            || n.StartsWith("Deserialized.System.Net.", StringComparison.Ordinal));

    private static object? Unwrap(object? item) =>
        item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
}
