using System.Globalization;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.Networkd;

/// <summary>The text of a .network file, as systemd.network(5) has it.</summary>
internal static class NetworkFile
{
    /// <summary>
    /// Without DHCP the interface is online as soon as it is configured. "no" would not do: where no interface is
    /// required, systemd-networkd-wait-online waits for any until its time is out.
    /// </summary>
    public const string Online = "RequiredForOnline=no-carrier";

    /// <summary>Configured even while the host's end is down.</summary>
    public const string WithoutCarrier = "ConfigureWithoutCarrier=yes";

    /// <summary>What is added while the container runs is not dropped by a restart of networkd.</summary>
    public const string Keep = "KeepConfiguration=static";

    public static IEnumerable<string> Lines(InterfaceState state)
    {
        yield return "[Match]";
        yield return $"Name={InterfaceName.Of(state)}";
        List<string> link = [.. Link(state)];
        if (link.Count > 0) link.InsertRange(0, ["", "[Link]"]);
        IEnumerable<string> rest = link
            .Concat(Network(state))
            .Concat(state.Container.Addresses.SelectMany(Address))
            .Concat(state.Container.Routes.SelectMany(Route))
            .Concat(state.Container.Rules.SelectMany(Rule));
        foreach (string line in rest) yield return line;
    }

    private static IEnumerable<string> Link(InterfaceState state)
    {
        if (!state.Dhcp) yield return Online;
        if (state.Mac is not null) yield return $"MACAddress={state.Mac}";
        if (state.Mtu is int mtu) yield return string.Create(CultureInfo.InvariantCulture, $"MTUBytes={mtu}");
    }

    private static IEnumerable<string> Network(InterfaceState state)
    {
        yield return "";
        yield return "[Network]";
        yield return state.Dhcp ? "DHCP=ipv4" : "DHCP=no";
        yield return state.Dhcp ? "IPv6AcceptRA=yes" : "IPv6AcceptRA=no";
        yield return "LinkLocalAddressing=ipv6";
        if (!state.Dhcp) yield return WithoutCarrier;
        yield return Keep;
    }

    // A section for each: several Address= lines in one would share its options.
    private static IEnumerable<string> Address(IPInterfaceAddress address)
    {
        yield return "";
        yield return "[Address]";
        yield return $"Address={address}";
        if (address.GetVersion() == IPVersion.IPv6) yield return "DuplicateAddressDetection=none";
    }

    private static IEnumerable<string> Route(LinkRoute route)
    {
        yield return "";
        yield return "[Route]";
        yield return $"Destination={route.Destination}";
        if (route.Via is not null) yield return $"Gateway={route.Via}";
        if (route.OnLink) yield return "GatewayOnLink=yes";
        if (route.Via is null && route.Version == IPVersion.IPv4) yield return "Scope=link";
        if (route.Source is not null) yield return $"PreferredSource={route.Source}";
        if (route.Metric != 0) yield return string.Create(CultureInfo.InvariantCulture, $"Metric={route.Metric}");
        if (route.Table != 0) yield return string.Create(CultureInfo.InvariantCulture, $"Table={route.Table}");
    }

    private static IEnumerable<string> Rule(LinkRule rule) =>
    [
        "",
        "[RoutingPolicyRule]",
        $"From={rule.From}",
        string.Create(CultureInfo.InvariantCulture, $"Table={rule.Table}"),
        string.Create(CultureInfo.InvariantCulture, $"Priority={SourceRouting.Priority}"),
    ];
}
