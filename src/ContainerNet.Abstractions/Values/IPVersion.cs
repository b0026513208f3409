namespace ContainerNet;

/// <summary>The version of the Internet Protocol; the number is the version itself, so that it prints as 4 or
/// 6.</summary>
public enum IPVersion
{
    /// <summary>IPv4 (RFC 791).</summary>
    IPv4 = 4,

    /// <summary>IPv6 (RFC 8200).</summary>
    IPv6 = 6,
}
