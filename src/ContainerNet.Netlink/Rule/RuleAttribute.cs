namespace ContainerNet.Netlink;

/// <summary>Attributes and actions of rules: FRA_* and FR_ACT_* of linux/fib_rules.h.</summary>
internal static class RuleAttribute
{
    public const ushort Source = 2;
    public const ushort Priority = 6;

    /// <summary>Drops what a lookup finds when its prefix is this long or shorter; -1 for "never".</summary>
    public const ushort SuppressPrefixLength = 14;
    public const ushort Table = 15;
    public const ushort Protocol = 21;

    /// <summary>FR_ACT_TO_TBL: look the packet up in a table.</summary>
    public const byte ToTable = 1;
}
