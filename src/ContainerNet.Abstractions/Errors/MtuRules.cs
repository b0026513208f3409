namespace ContainerNet;

/// <summary>The MTUs that a veth or a bridge can have.</summary>
internal static class MtuRules
{
    /// <summary>ETH_MIN_MTU of linux/if_ether.h.</summary>
    public const int Least = 68;

    /// <summary>ETH_MAX_MTU of linux/if_ether.h, which is the max_mtu of both kinds of link.</summary>
    public const int Most = 65535;

    /// <summary>What a link has when nobody says otherwise (ETH_DATA_LEN of linux/if_ether.h).</summary>
    public const int Default = 1500;

    /// <summary>With less, a link has no IPv6 (IPV6_MIN_MTU of linux/ipv6.h, RFC 8200 section 5).</summary>
    public const int LeastOfIPv6 = 1280;

    /// <exception cref="ContainerNetException">InvalidMtu.</exception>
    public static void Check(int mtu, string target)
    {
        if (mtu is >= Least and <= Most) return;
        throw new ContainerNetException(
            ErrorId.InvalidMtu, CtErrorKind.InvalidArgument, $"{target} cannot have an MTU of {mtu}.", target,
            $"Give {Least} to {Most} bytes, or 0 for the default; IPv6 needs {LeastOfIPv6}.");
    }

    /// <summary>Refuses an MTU with which the kernel takes IPv6 from the link.</summary>
    /// <exception cref="ContainerNetException">InvalidMtu.</exception>
    public static void CheckIPv6(int? mtu, string target)
    {
        if (mtu is not < LeastOfIPv6) return;
        throw new ContainerNetException(
            ErrorId.InvalidMtu, CtErrorKind.InvalidArgument,
            $"{target} cannot have both IPv6 and an MTU of {mtu}: IPv6 needs {LeastOfIPv6} bytes.", target,
            $"Set an MTU of {LeastOfIPv6} or more, or leave IPv6 out; a routed interface without an interconnect has it.");
    }
}
