using System.Net.NetworkInformation;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Requests that make links, for a batch.</summary>
public static class CreateLinkRequests
{
    /// <summary>Creates a veth pair, its far end directly in the namespace that it is for.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The pair.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">
    /// A name is empty or too long, the alias is too long, or only the peer's index is given.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The peer's namespace, or this batch, is disposed.</exception>
    public static int CreateVeth(this NetlinkBatch batch, in VethRequest request)
    {
        LinkRequests.RequireAlias(request.Alias);
        if (request.Peer.Index != 0 && request.Index == 0)
            throw new ArgumentException("The peer's index needs one of the near end as well.", nameof(request));
        AttributeWriter writer = BeginCreate(batch, request.Name, request.Index, request.Up, request.Mac, request.Mtu);
        WriteQueues(ref writer, request.TxQueues, request.RxQueues);
        writer.WriteUnlessZero(LinkAttribute.Group, request.Group);
        writer.WriteUnlessZero(LinkAttribute.Master, (uint)request.MasterIndex);
        int info = writer.BeginNested(LinkAttribute.LinkInfo);
        writer.WriteBytes(LinkAttribute.InfoKind, "veth"u8);
        int data = writer.BeginNested(LinkAttribute.InfoData);
        WritePeer(batch, ref writer, request.Peer);
        writer.EndNested(data);
        writer.EndNested(info);
        int index = batch.End(in writer);
        FollowCreate(batch, in request);
        return index;
    }

    /// <summary>Creates a bridge.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The bridge.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The name is too long or empty, or a time is negative.</exception>
    public static int CreateBridge(this NetlinkBatch batch, in BridgeRequest request)
    {
        AttributeWriter writer = BeginCreate(batch, request.Name, request.Index, request.Up, request.Mac, request.Mtu);
        writer.WriteUnlessZero(LinkAttribute.Group, request.Group);
        int info = writer.BeginNested(LinkAttribute.LinkInfo);
        writer.WriteBytes(LinkAttribute.InfoKind, "bridge"u8);
        int data = writer.BeginNested(LinkAttribute.InfoData);
        if (request.ForwardDelay is TimeSpan delay)
            writer.WriteUInt32(LinkAttribute.BridgeForwardDelay, Hundredths(delay));
        if (request.VlanFiltering is bool filtering)
            writer.WriteByte(LinkAttribute.BridgeVlanFiltering, filtering ? (byte)1 : (byte)0);
        writer.EndNested(data);
        writer.EndNested(info);
        return batch.End(in writer);
    }

    /// <summary>Creates an intermediate functional block device.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The device.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The name is too long or empty.</exception>
    public static int CreateIfb(this NetlinkBatch batch, in IfbRequest request)
    {
        AttributeWriter writer = BeginCreate(batch, request.Name, request.Index, request.Up, null, request.Mtu);
        WriteQueues(ref writer, request.TxQueues, 0);
        writer.WriteUnlessZero(LinkAttribute.Group, request.Group);
        int info = writer.BeginNested(LinkAttribute.LinkInfo);
        writer.WriteBytes(LinkAttribute.InfoKind, "ifb"u8);
        writer.EndNested(info);
        return batch.End(in writer);
    }

    /// <summary>What the kernel takes only for a link that exists.</summary>
    private static void FollowCreate(NetlinkBatch batch, in VethRequest request)
    {
        if (request.Alias is null && !request.NoAddrGen && request.Ipv4.Count == 0)
            return;
        var link = new LinkMessage { Index = request.Index };
        AttributeWriter writer = batch.Begin(MessageType.NewLink, MessageFlags.Request, in link);
        if (request.Index == 0)
            LinkRequests.WriteName(ref writer, request.Name);
        LinkRequests.WriteAlias(ref writer, request.Alias);
        LinkRequests.WriteFamilySpecific(ref writer, request.NoAddrGen, request.Ipv4);
        batch.EndFollowUp(in writer);
    }

    private static AttributeWriter BeginCreate(
        NetlinkBatch batch, string name, int index, bool up, PhysicalAddress? mac, int mtu)
    {
        var link = new LinkMessage { Index = index };
        if (up)
            link.Flags = link.Change = (uint)LinkFlags.Up;
        AttributeWriter writer = batch.Begin(MessageType.NewLink, MessageFlags.Add, in link);
        LinkRequests.WriteName(ref writer, name);
        if (mac is not null)
            writer.WriteHardwareAddress(LinkAttribute.HardwareAddress, mac);
        writer.WriteUnlessZero(LinkAttribute.Mtu, (uint)mtu);
        return writer;
    }

    private static void WritePeer(NetlinkBatch batch, ref AttributeWriter writer, in VethPeer peer)
    {
        int start = writer.BeginNested(LinkAttribute.VethPeer);
        writer.WriteStructure(new LinkMessage { Index = peer.Index });
        LinkRequests.WriteName(ref writer, peer.Name);
        if (peer.Mac is not null)
            writer.WriteHardwareAddress(LinkAttribute.HardwareAddress, peer.Mac);
        writer.WriteUnlessZero(LinkAttribute.Mtu, (uint)peer.Mtu);
        WriteQueues(ref writer, peer.TxQueues, peer.RxQueues);
        if (peer.Namespace is not null)
            batch.WriteNamespace(ref writer, peer.Namespace);
        writer.EndNested(start);
    }

    private static void WriteQueues(ref AttributeWriter writer, int tx, int rx)
    {
        writer.WriteUnlessZero(LinkAttribute.TxQueues, (uint)tx);
        writer.WriteUnlessZero(LinkAttribute.RxQueues, (uint)rx);
    }

    /// <summary>USER_HZ is 100 on every processor that Linux runs .NET on.</summary>
    private static uint Hundredths(TimeSpan time)
        => checked((uint)(time.Ticks / (TimeSpan.TicksPerSecond / 100)));
}
