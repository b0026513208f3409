using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>
/// The per-link IP settings that the kernel tells with a link (IFLA_AF_SPEC), as of
/// /proc/sys/net/{ipv4,ipv6}/conf/LINK.
/// Null where the link has no such family: a kernel without IPv6, or an MTU that is too small for it.
/// </summary>
public readonly record struct LinkSettings
{
    // Indexes of IFLA_INET6_CONF: DEVCONF_* of linux/ipv6.h. Those of IFLA_INET_CONF count from 0, IPV4_DEVCONF_* from
    // 1.
    private const int Ipv6AcceptRouterAdvertisements = 3;

    /// <summary>ipv4 forwarding.</summary>
    public int? Forwarding { get; init; }

    /// <summary>ipv4 rp_filter.</summary>
    public int? ReversePathFilter { get; init; }

    /// <summary>ipv4 promote_secondaries.</summary>
    public int? PromoteSecondaries { get; init; }

    /// <summary>ipv6 accept_ra.</summary>
    public int? AcceptRouterAdvertisements { get; init; }

    /// <summary>ipv6 addr_gen_mode (IN6_ADDR_GEN_MODE_* of linux/if_link.h): 1 makes none.</summary>
    public int? AddressGeneration { get; init; }

    internal static LinkSettings Read(AttributeReader families)
    {
        LinkSettings settings = default;
        while (families.MoveNext())
        {
            AttributeReader family = families.Nested;
            switch ((byte)families.Type)
            {
                case WireFamily.Ipv4: settings = ReadIpv4(family, settings); break;
                case WireFamily.Ipv6: settings = ReadIpv6(family, settings); break;
            }
        }

        return settings;
    }

    private static LinkSettings ReadIpv4(AttributeReader family, LinkSettings settings)
    {
        while (family.MoveNext())
        {
            if (family.Type != LinkAttribute.Ipv4Configuration) continue;
            settings = settings with
            {
                Forwarding = At(family.Payload, (int)Ipv4Setting.Forwarding - 1),
                ReversePathFilter = At(family.Payload, (int)Ipv4Setting.ReversePathFilter - 1),
                PromoteSecondaries = At(family.Payload, (int)Ipv4Setting.PromoteSecondaries - 1),
            };
        }

        return settings;
    }

    private static LinkSettings ReadIpv6(AttributeReader family, LinkSettings settings)
    {
        while (family.MoveNext())
        {
            settings = family.Type switch
            {
                LinkAttribute.Ipv6Configuration => settings with
                {
                    AcceptRouterAdvertisements = At(family.Payload, Ipv6AcceptRouterAdvertisements),
                },
                LinkAttribute.Ipv6AddressGenerationMode => settings with { AddressGeneration = family.ReadByte() },
                _ => settings,
            };
        }

        return settings;
    }

    private static int? At(ReadOnlySpan<byte> values, int index) => values.Length >= (index + 1) * sizeof(int)
        ? BitConverter.ToInt32(values[(index * sizeof(int))..])
        : null;
}
