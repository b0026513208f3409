using System.Net.NetworkInformation;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <content>Links that are made.</content>
public sealed partial class NetlinkBatch
{
    /// <summary>Creates a veth pair, its far end directly in the namespace that it is for.</summary>
    /// <param name="request">The pair.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">
    /// A name is empty or too long, the alias is too long, or only the peer's index is given.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The peer's namespace, or this batch, is disposed.</exception>
    public int CreateVeth(in VethRequest request)
    {
        RequireAlias(request.Alias);
        if (request.Peer.Index != 0 && request.Index == 0)
            throw new ArgumentException("The peer's index needs one of the near end as well.", nameof(request));
        AttributeWriter writer = BeginCreate(request.Name, request.Index, request.Up, request.Mac, request.Mtu);
        WriteQueues(ref writer, request.TxQueues, request.RxQueues);
        WriteUnlessZero(ref writer, LinkAttribute.Group, request.Group);
        WriteUnlessZero(ref writer, LinkAttribute.Master, (uint)request.MasterIndex);
        int info = writer.BeginNested(LinkAttribute.LinkInfo);
        writer.WriteBytes(LinkAttribute.InfoKind, "veth"u8);
        int data = writer.BeginNested(LinkAttribute.InfoData);
        WritePeer(ref writer, request.Peer);
        writer.EndNested(data);
        writer.EndNested(info);
        int index = End(in writer);
        FollowCreate(in request);
        return index;
    }

    /// <summary>Creates a bridge.</summary>
    /// <param name="request">The bridge.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The name is too long or empty, or a time is negative.</exception>
    public int CreateBridge(in BridgeRequest request)
    {
        AttributeWriter writer = BeginCreate(request.Name, request.Index, request.Up, request.Mac, request.Mtu);
        WriteUnlessZero(ref writer, LinkAttribute.Group, request.Group);
        int info = writer.BeginNested(LinkAttribute.LinkInfo);
        writer.WriteBytes(LinkAttribute.InfoKind, "bridge"u8);
        int data = writer.BeginNested(LinkAttribute.InfoData);
        if (request.ForwardDelay is TimeSpan delay)
            writer.WriteUInt32(LinkAttribute.BridgeForwardDelay, Hundredths(delay));
        if (request.AgeingTime is TimeSpan ageing)
            writer.WriteUInt32(LinkAttribute.BridgeAgeingTime, Hundredths(ageing));
        if (request.StpState is bool stp)
            writer.WriteUInt32(LinkAttribute.BridgeStpState, stp ? 1u : 0);
        if (request.VlanFiltering is bool filtering)
            writer.WriteByte(LinkAttribute.BridgeVlanFiltering, filtering ? (byte)1 : (byte)0);
        if (request.MulticastSnooping is bool snooping)
            writer.WriteByte(LinkAttribute.BridgeMulticastSnooping, snooping ? (byte)1 : (byte)0);
        writer.EndNested(data);
        writer.EndNested(info);
        return End(in writer);
    }

    /// <summary>Creates an intermediate functional block device.</summary>
    /// <param name="request">The device.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The name is too long or empty.</exception>
    public int CreateIfb(in IfbRequest request)
    {
        AttributeWriter writer = BeginCreate(request.Name, request.Index, request.Up, null, request.Mtu);
        WriteQueues(ref writer, request.TxQueues, 0);
        WriteUnlessZero(ref writer, LinkAttribute.Group, request.Group);
        int info = writer.BeginNested(LinkAttribute.LinkInfo);
        writer.WriteBytes(LinkAttribute.InfoKind, "ifb"u8);
        writer.EndNested(info);
        return End(in writer);
    }

    private AttributeWriter BeginCreate(string name, int index, bool up, PhysicalAddress? mac, int mtu)
    {
        var link = new LinkMessage { Index = index };
        if (up)
            link.Flags = link.Change = (uint)LinkFlags.Up;
        AttributeWriter writer = Begin(MessageType.NewLink, Add, in link);
        WriteName(ref writer, name);
        if (mac is not null)
            writer.WriteHardwareAddress(LinkAttribute.HardwareAddress, mac);
        WriteUnlessZero(ref writer, LinkAttribute.Mtu, (uint)mtu);
        return writer;
    }

    private void WritePeer(ref AttributeWriter writer, in VethPeer peer)
    {
        int start = writer.BeginNested(LinkAttribute.VethPeer);
        writer.WriteStructure(new LinkMessage { Index = peer.Index });
        WriteName(ref writer, peer.Name);
        if (peer.Mac is not null)
            writer.WriteHardwareAddress(LinkAttribute.HardwareAddress, peer.Mac);
        WriteUnlessZero(ref writer, LinkAttribute.Mtu, (uint)peer.Mtu);
        WriteQueues(ref writer, peer.TxQueues, peer.RxQueues);
        if (peer.Namespace is not null)
            WriteNamespace(ref writer, peer.Namespace);
        writer.EndNested(start);
    }

    private static void WriteQueues(ref AttributeWriter writer, int tx, int rx)
    {
        WriteUnlessZero(ref writer, LinkAttribute.TxQueues, (uint)tx);
        WriteUnlessZero(ref writer, LinkAttribute.RxQueues, (uint)rx);
    }

    private static void WriteUnlessZero(ref AttributeWriter writer, ushort type, uint value)
    {
        if (value != 0)
            writer.WriteUInt32(type, value);
    }

    /// <summary>USER_HZ is 100 on every processor that Linux runs .NET on.</summary>
    private static uint Hundredths(TimeSpan time)
        => checked((uint)(time.Ticks / (TimeSpan.TicksPerSecond / 100)));
}
