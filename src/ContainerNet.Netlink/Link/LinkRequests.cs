using System.Text;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Requests about links, for a batch.</summary>
public static class LinkRequests
{
    /// <summary>Changes a link.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="change">The link and what changes.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">
    /// Neither index nor name is given, a name or the alias is too long, or a link found by name is to be renamed.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The namespace to move to, or this batch, is disposed.</exception>
    public static int SetLink(this NetlinkBatch batch, in LinkChange change)
    {
        RequireFindable(in change);
        var link = new LinkMessage { Index = change.Index };
        if (change.Up is bool up)
        {
            link.Flags = up ? (uint)LinkFlags.Up : 0;
            link.Change = (uint)LinkFlags.Up;
        }
        AttributeWriter writer = batch.Begin(MessageType.NewLink, MessageFlags.Request, in link);
        if ((change.Index == 0 ? change.Name : change.NewName) is string name)
            WriteName(ref writer, name);
        if (change.Mac is not null)
            writer.WriteHardwareAddress(LinkAttribute.HardwareAddress, change.Mac);
        if (change.Mtu is int mtu)
            writer.WriteInt32(LinkAttribute.Mtu, mtu);
        if (change.Group is uint group)
            writer.WriteUInt32(LinkAttribute.Group, group);
        if (change.MasterIndex is int master)
            writer.WriteInt32(LinkAttribute.Master, master);
        if (change.Namespace is not null)
            batch.WriteNamespace(ref writer, change.Namespace);
        WriteAlias(ref writer, change.Alias);
        WriteFamilySpecific(ref writer, noAddrGen: false, change.Ipv4Conf);
        return batch.End(in writer);
    }

    /// <summary>Deletes a link.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="index">The index of the link.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    public static int DeleteLink(this NetlinkBatch batch, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(index);
        return batch.End(batch.Begin(MessageType.DeleteLink, MessageFlags.Request, new LinkMessage { Index = index }));
    }

    /// <summary>Deletes a link.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="name">The name of the link.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The name is too long or empty.</exception>
    public static int DeleteLink(this NetlinkBatch batch, string name)
    {
        AttributeWriter writer = batch.Begin(MessageType.DeleteLink, MessageFlags.Request, default(LinkMessage));
        WriteName(ref writer, name);
        return batch.End(in writer);
    }

    /// <summary>
    /// Deletes all links of a device group. The kernel waits once for the whole group, where one link after the other
    /// costs a wait each (an RCU grace period, tens of milliseconds).
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="group">The group; the kernel refuses the default group, 0 (EPERM).</param>
    /// <returns>The request's index.</returns>
    public static int DeleteLinkGroup(this NetlinkBatch batch, uint group)
    {
        AttributeWriter writer = batch.Begin(MessageType.DeleteLink, MessageFlags.Request, default(LinkMessage));
        writer.WriteUInt32(LinkAttribute.Group, group);
        return batch.End(in writer);
    }

    internal static void WriteFamilySpecific(
        ref AttributeWriter writer, bool noAddrGen, in Ipv4Settings ipv4)
    {
        if (!noAddrGen && ipv4.Count == 0)
            return;
        int specific = writer.BeginNested(LinkAttribute.FamilySpecific);
        if (ipv4.Count != 0)
        {
            int family = writer.BeginNested(WireFamily.Ipv4);
            int configuration = writer.BeginNested(LinkAttribute.Ipv4Configuration);
            for (Ipv4Setting setting = Ipv4Setting.Forwarding; setting <= Ipv4Setting.PromoteSecondaries; setting++)
            {
                if (ipv4.TryGetValue(setting, out int value))
                    writer.WriteInt32((ushort)setting, value);
            }
            writer.EndNested(configuration);
            writer.EndNested(family);
        }
        if (noAddrGen)
        {
            int family = writer.BeginNested(WireFamily.Ipv6);
            writer.WriteByte(LinkAttribute.Ipv6AddressGenerationMode, LinkAttribute.NoAddressGeneration);
            writer.EndNested(family);
        }
        writer.EndNested(specific);
    }

    internal static void WriteName(ref AttributeWriter writer, string name)
    {
        LinkName.Require(name);
        writer.WriteTerminated(LinkAttribute.Name, name);
    }

    internal static void WriteAlias(ref AttributeWriter writer, string? alias)
    {
        RequireAlias(alias);
        if (alias is not null)
            writer.WriteText(LinkAttribute.Alias, alias);
    }

    internal static void RequireAlias(string? alias)
    {
        if (alias is not null && Encoding.UTF8.GetByteCount(alias) >= LinkAttribute.AliasSize)
            throw new ArgumentException($"An alias has at most {LinkAttribute.AliasSize - 1} bytes.", nameof(alias));
    }

    private static void RequireFindable(in LinkChange change)
    {
        if (change.Index < 0 || (change.Index == 0 && change.Name is null))
            throw new ArgumentException("The link is given neither by index nor by name.", nameof(change));
        if (change.Index == 0 && change.NewName is not null)
            throw new ArgumentException("A link to be renamed must be given by its index.", nameof(change));
    }

    /// <summary>Says in words what a request about a link wants.</summary>
    internal static string Describe(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        LinkMessage link = MessageReader.ReadStructure<LinkMessage>(payload, out AttributeReader attributes);
        string? name = null;
        string kind = "link";
        uint? group = null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == LinkAttribute.Name)
                name = attributes.ReadText();
            else if (attributes.Type == LinkAttribute.Group)
                group = attributes.ReadUInt32();
            else if (attributes.Type == LinkAttribute.LinkInfo)
                kind = KindIn(attributes.Nested) ?? kind;
        }
        if ((header.Flags & MessageFlags.Create) != 0 && header.Type == MessageType.NewLink)
            return $"create {kind} {name}";
        string verb = header.Type == MessageType.NewLink ? "change" : "delete";
        if (link.Index != 0)
            return $"{verb} link {link.Index}";
        return name is not null ? $"{verb} link {name}" : $"{verb} the links of group {group}";
    }

    private static string? KindIn(AttributeReader info)
    {
        while (info.MoveNext())
        {
            if (info.Type == LinkAttribute.InfoKind)
                return info.ReadText();
        }
        return null;
    }
}
