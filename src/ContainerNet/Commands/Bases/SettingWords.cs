namespace ContainerNet.Commands;

/// <summary>What a change of settings does, as -WhatIf and -Confirm show it: "Set MaxTx 100mbit, Mtu 1400".</summary>
internal static class SettingWords
{
    public static string Of(InterfaceSettings settings) => Sentence(
    [
        ("Link", settings.Link),
        ("Via", Listed([.. settings.Via ?? [], .. (settings.AutoVia ?? []).Select(v => $"auto ({v})")])),
        ("Dhcp", settings.Dhcp),
        ("GatewayV4", settings.GatewayV4),
        ("GatewayV6", settings.GatewayV6),
        ("MacAddress", settings.ClearMacAddress ? "auto" : settings.MacAddress),
        ("Mtu", settings.Mtu),
        ("HostInterface", settings.ClearHostInterface ? "auto" : settings.HostInterface),
        ("TxQueues", settings.TxQueues),
        ("RxQueues", settings.RxQueues),
        ("MaxTx", settings.MaxTx),
        ("MaxRx", settings.MaxRx),
    ]);

    public static string Of(BridgeSettings settings) => Sentence(
    [
        ("Address", Listed(settings.Addresses)),
        ("Dhcp", settings.Dhcp),
        ("DhcpRange", settings.DhcpRange),
        ("Nat", settings.Nat),
        ("Mtu", settings.Mtu),
        ("DnsServer", Listed(settings.DnsServers)),
    ]);

    /// <summary>Nothing was said that could be set.</summary>
    public static ContainerNetException NothingToSet(string target) => new(
        ErrorId.NothingToSet, CtErrorKind.InvalidArgument, $"There is nothing to set for {target}.", target,
        "Name a setting and its value, on the command line or as a property of the object that is piped in.");

    private static string Sentence(IEnumerable<(string Name, object? Value)> settings)
    {
        string[] given = [.. settings.Where(s => s.Value is not null).Select(s => FormattableString.Invariant($"{s.Name} {s.Value}"))];
        return given.Length > 0 ? $"Set {string.Join(", ", given)}" : "Set nothing";
    }

    private static string? Listed(IEnumerable<object>? items) =>
        items is null || !items.Any() ? null : string.Join(" and ", items);
}
