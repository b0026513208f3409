using System.Text;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <content>Links that exist.</content>
public sealed partial class NetlinkBatch
{
    /// <summary>Changes a link.</summary>
    /// <param name="change">The link and what changes.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">
    /// Neither index nor name is given, a name or the alias is too long, or a link found by name is to be renamed.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The namespace to move to, or this batch, is disposed.</exception>
    public int SetLink(in LinkChange change)
    {
        RequireFindable(in change);
        var link = new LinkMessage { Index = change.Index };
        if (change.Up is bool up)
        {
            link.Flags = up ? (uint)LinkFlags.Up : 0;
            link.Change = (uint)LinkFlags.Up;
        }
        AttributeWriter writer = Begin(MessageType.NewLink, MessageFlags.Request, in link);
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
            WriteNamespace(ref writer, change.Namespace);
        WriteAlias(ref writer, change.Alias);
        WriteFamilySpecific(ref writer, change.AddrGenMode, change.Ipv4Conf);
        return End(in writer);
    }

    /// <summary>Deletes a link.</summary>
    /// <param name="index">The index of the link.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    public int DeleteLink(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(index);
        return End(Begin(MessageType.DeleteLink, MessageFlags.Request, new LinkMessage { Index = index }));
    }

    /// <summary>Deletes a link.</summary>
    /// <param name="name">The name of the link.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The name is too long or empty.</exception>
    public int DeleteLink(string name)
    {
        AttributeWriter writer = Begin(MessageType.DeleteLink, MessageFlags.Request, default(LinkMessage));
        WriteName(ref writer, name);
        return End(in writer);
    }

    /// <summary>
    /// Deletes all links of a device group. The kernel waits once for the whole group, where one link after the other
    /// costs a wait each (an RCU grace period, tens of milliseconds).
    /// </summary>
    /// <param name="group">The group; the kernel refuses the default group, 0 (EPERM).</param>
    /// <returns>The request's index.</returns>
    public int DeleteLinkGroup(uint group)
    {
        AttributeWriter writer = Begin(MessageType.DeleteLink, MessageFlags.Request, default(LinkMessage));
        writer.WriteUInt32(LinkAttribute.Group, group);
        return End(in writer);
    }

    /// <summary>What the kernel takes only for a link that exists.</summary>
    private void FollowCreate(in VethRequest request)
    {
        if (request.Alias is null && !request.NoAddrGen && request.Ipv4.Count == 0)
            return;
        var link = new LinkMessage { Index = request.Index };
        AttributeWriter writer = Begin(MessageType.NewLink, MessageFlags.Request, in link);
        if (request.Index == 0)
            WriteName(ref writer, request.Name);
        WriteAlias(ref writer, request.Alias);
        WriteFamilySpecific(ref writer, request.NoAddrGen ? Ipv6AddressGeneration.None : null, request.Ipv4);
        EndFollowUp(in writer);
    }

    private static void WriteFamilySpecific(
        ref AttributeWriter writer, Ipv6AddressGeneration? generation, in Ipv4Settings ipv4)
    {
        if (generation is null && ipv4.Count == 0)
            return;
        int specific = writer.BeginNested(LinkAttribute.FamilySpecific);
        if (ipv4.Count != 0)
        {
            int family = writer.BeginNested(WireFamily.Ipv4);
            int configuration = writer.BeginNested(LinkAttribute.Ipv4Configuration);
            for (var setting = Ipv4Setting.Forwarding; setting <= Ipv4Setting.ArpEvictNoCarrier; setting++)
            {
                if (ipv4.TryGetValue(setting, out int value))
                    writer.WriteInt32((ushort)setting, value);
            }
            writer.EndNested(configuration);
            writer.EndNested(family);
        }
        if (generation is Ipv6AddressGeneration mode)
        {
            int family = writer.BeginNested(WireFamily.Ipv6);
            writer.WriteByte(LinkAttribute.Ipv6AddressGenerationMode, (byte)mode);
            writer.EndNested(family);
        }
        writer.EndNested(specific);
    }

    private static void WriteName(ref AttributeWriter writer, string name)
    {
        LinkName.Require(name);
        writer.WriteTerminated(LinkAttribute.Name, name);
    }

    private static void WriteAlias(ref AttributeWriter writer, string? alias)
    {
        RequireAlias(alias);
        if (alias is not null)
            writer.WriteText(LinkAttribute.Alias, alias);
    }

    private static void RequireAlias(string? alias)
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
}
