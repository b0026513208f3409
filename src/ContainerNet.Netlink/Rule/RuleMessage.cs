using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>Begins messages about rules: struct fib_rule_hdr of linux/fib_rules.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RuleMessage
{
    public byte Family;
    public byte DestinationLength;
    public byte SourceLength;
    public byte TypeOfService;

    /// <summary>The table below 256; else 0 and <see cref="RuleAttribute.Table"/>.</summary>
    public byte Table;
    public byte Reserved1;
    public byte Reserved2;
    public byte Action;
    public uint Flags;
}
