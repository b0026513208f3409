namespace ContainerNet.Netlink.Protocol;

/// <summary>Flags of messages: NLM_F_* of linux/netlink.h.</summary>
internal static class MessageFlags
{
    public const ushort Request = 0x01;
    public const ushort Multipart = 0x02;
    public const ushort Acknowledge = 0x04;
    public const ushort Echo = 0x08;

    /// <summary>In an answer: what is dumped changed during the dump, so entries may be missing or double.</summary>
    public const ushort DumpInterrupted = 0x10;

    /// <summary>NLM_F_ROOT | NLM_F_MATCH.</summary>
    public const ushort Dump = 0x300;

    public const ushort Replace = 0x100;
    public const ushort Exclusive = 0x200;
    public const ushort Create = 0x400;

    /// <summary>Of a request that makes something: what is there already is refused, or replaced.</summary>
    public const ushort Add = Request | Create | Exclusive;
    public const ushort AddOrReplace = Request | Create | Replace;

    /// <summary>Of a question for all objects that match.</summary>
    public const ushort List = Request | Dump;

    /// <summary>In an error: the request is not echoed beyond its header.</summary>
    public const ushort Capped = 0x100;

    /// <summary>In an error: attributes follow that explain it.</summary>
    public const ushort ErrorAttributes = 0x200;
}
