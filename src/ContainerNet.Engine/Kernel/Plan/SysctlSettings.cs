using System.Globalization;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>A setting of /proc/sys/net/ipv4/conf/LINK, which netlink can set.</summary>
/// <param name="Key">The file's name.</param>
/// <param name="Value">What it shall hold.</param>
internal sealed record Ipv4ConfSetting(string Key, int Value) : LinkSetting
{
    // Distributions write 2 to every new link by udev (systemd's 50-default.conf), at any time after us. The greater of
    // this and the one for all links counts, so that no promise can rest on a lesser one.
    private const string Loose = "2";

    public override string Name => $"setting {Key}";

    public override string Expected => Value.ToString(CultureInfo.InvariantCulture);

    public override bool IsOfLink => false;

    public override string? ReadFrom(ActualLink link) => (Key switch
    {
        "rp_filter" => link.Settings.ReversePathFilter,
        "forwarding" => link.Settings.Forwarding,
        "promote_secondaries" => link.Settings.PromoteSecondaries,
        _ => throw new ArgumentException($"No IPv4 setting {Key}.", nameof(link)),
    })?.ToString(CultureInfo.InvariantCulture);

    public override bool Accepts(string actual) => base.Accepts(actual) || (Key == "rp_filter" && actual == Loose);

    public override KernelOp Step(Side side, string link) =>
        new SetSysctl(side, link, IPVersion.IPv4, Key, Value);
}

/// <summary>A setting of /proc/sys/net/ipv6/conf/LINK, which is written there.</summary>
/// <param name="Key">The file's name.</param>
/// <param name="Value">What it shall hold.</param>
internal sealed record Ipv6ConfSetting(string Key, int Value) : LinkSetting
{
    /// <summary>Netlink can say this one when it makes a pair, and it must be said before the link is up.</summary>
    public const string AddressGeneration = "addr_gen_mode";

    /// <summary>IN6_ADDR_GEN_MODE_NONE of linux/if_link.h: the kernel makes no link-local address.</summary>
    public const int NoAddressGeneration = 1;

    public override string Name => $"setting {Key}";

    public override string Expected => Value.ToString(CultureInfo.InvariantCulture);

    public override bool IsOfLink => false;

    public override string? ReadFrom(ActualLink link) => (Key switch
    {
        "accept_ra" => link.Settings.AcceptRouterAdvertisements,
        AddressGeneration => link.Settings.AddressGeneration,
        _ => throw new ArgumentException($"No IPv6 setting {Key}.", nameof(link)),
    })?.ToString(CultureInfo.InvariantCulture);

    public override KernelOp Step(Side side, string link) =>
        new SetSysctl(side, link, IPVersion.IPv6, Key, Value);

    public override bool ComesWithPair(Side side) => side == Side.Host && Key == AddressGeneration;
}

/// <summary>The host forwards packets of a family: a switch of the host, which a routed interface needs.</summary>
/// <param name="Version">The family.</param>
internal sealed record ForwardingSetting(IPVersion Version) : LinkSetting
{
    public override string Name => $"forwarding of {Version}";

    public override string Expected => "on";

    public override string ReadFrom(ActualLink link) => link.Forwards(Version) ? "on" : "off";

    public override KernelOp Step(Side side, string link) => new EnableForwarding(link, Version);

    public override bool ComesWithPair(Side side) => false;
}

/// <summary>The lists of settings. Pure.</summary>
internal static class SettingLists
{
    /// <summary>Those of the host's end.</summary>
    /// <param name="state">The interface.</param>
    /// <param name="mtu">The MTU of this end.</param>
    public static IReadOnlyList<LinkSetting> OfHost(InterfaceState state, int mtu)
    {
        // A bridge without an MTU of its own takes the least of its ports: the right one comes first.
        var settings = new List<LinkSetting> { new AliasSetting(state.Alias), new MtuSetting(mtu) };
        bool hasIPv6 = mtu >= MtuRules.LeastOfIPv6;
        if (state.Bridge is { } bridge)
        {
            if (hasIPv6)
            {
                settings.Add(
                    new Ipv6ConfSetting(Ipv6ConfSetting.AddressGeneration, Ipv6ConfSetting.NoAddressGeneration));
            }

            // A bridge without an address of its own takes the least of its ports', and its neighbours lose it.
            settings.Add(new MacSetting(HighMac.Of(state.Host.Name)));
            settings.Add(new MasterSetting(bridge));
            settings.Add(new UpSetting());
            return settings;
        }

        if (hasIPv6) settings.Add(NoRouterAdvertisements);

        // It takes no packet whose source is not routed back to it (RFC 3704).
        settings.Add(new Ipv4ConfSetting("rp_filter", 1));
        settings.Add(new Ipv4ConfSetting("forwarding", 1));
        settings.Add(new UpSetting());
        foreach (IPVersion version in state.Host.Addresses.Select(a => a.GetVersion()).Distinct())
        {
            settings.Add(new ForwardingSetting(version));
        }

        return settings;
    }

    /// <summary>Those of the container's end.</summary>
    /// <param name="state">The interface.</param>
    /// <param name="mtu">The MTU of this end; null when a DHCP server may choose it.</param>
    public static IReadOnlyList<LinkSetting> OfContainer(InterfaceState state, int? mtu)
    {
        var settings = new List<LinkSetting>();
        if (state.Mac is { } mac) settings.Add(new MacSetting(mac));
        if (mtu is { } bytes) settings.Add(new MtuSetting(bytes));

        // LXC before 5.0 can't be asked for one queue.
        if ((state.TxQueues, state.RxQueues) != (1, 1)) settings.Add(new QueueSetting(state.TxQueues, state.RxQueues));
        bool hasIPv6 = (mtu ?? MtuRules.Default) >= MtuRules.LeastOfIPv6;
        if (hasIPv6 && !state.Dhcp) settings.Add(NoRouterAdvertisements);

        // Without it the kernel deletes all addresses of a network with its first one.
        settings.Add(new Ipv4ConfSetting("promote_secondaries", 1));
        settings.Add(new UpSetting());
        return settings;
    }

    // Otherwise the kernel takes a router's word for a second default route, or an address nobody asked for.
    private static Ipv6ConfSetting NoRouterAdvertisements { get; } = new("accept_ra", 0);
}
