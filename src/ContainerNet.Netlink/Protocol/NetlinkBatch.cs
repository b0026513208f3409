using System.Buffers;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>
/// Requests to be sent together by <see cref="RouteNetlink.Send"/>. The methods of <see cref="LinkRequests"/>,
/// <see cref="AddressRequests"/>, <see cref="RouteRequests"/>, <see cref="RuleRequests"/>,
/// <see cref="NeighbourRequests"/>, <see cref="QdiscRequests"/>, <see cref="IngressRequests"/> and
/// <see cref="CreateLinkRequests"/> append one each and return its index, by which a failure tells its request.
/// </summary>
/// <remarks>
/// A batch can be sent again and, after <see cref="Clear"/>, filled again; once its buffer has grown, a request
/// allocates nothing (one with a hardware address does: .NET gives its bytes as a copy). Disposing gives the buffer
/// back for others to use and may be left out. Not for several threads at once.
/// </remarks>
public sealed class NetlinkBatch : IDisposable
{
    /// <summary>Room that any one message fits in: texts and settings are bounded, see their checks.</summary>
    private const int LargestMessage = 2048;
    private const int InitialSize = 16 * 1024;

    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;

    /// <summary>How many requests the batch has.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// How many requests of the last <see cref="RouteNetlink.Send"/> the kernel has answered: all, unless it was
    /// cancelled or the connection broke.
    /// </summary>
    public int Answered { get; internal set; }

    /// <summary>
    /// The messages, one after the other. Their sequence numbers and acknowledgements are the sender's.
    /// </summary>
    internal Span<byte> Messages => Buffer.AsSpan(0, _length);

    /// <summary>The namespaces whose descriptors' numbers are in the messages.</summary>
    internal List<NetworkNamespace> Namespaces { get; } = [];

    /// <summary>
    /// Where the messages begin that belong to the request before them, and are sent only when it succeeded.
    /// </summary>
    internal List<int> FollowUps { get; } = [];

    private byte[] Buffer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, this);
            return _buffer;
        }
    }

    /// <summary>Takes all requests out and keeps the buffer.</summary>
    public void Clear()
    {
        _length = 0;
        Count = 0;
        Answered = 0;
        Namespaces.Clear();
        FollowUps.Clear();
    }

    /// <summary>Gives the buffer back. The batch cannot be used any more.</summary>
    public void Dispose()
    {
        Clear();
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }

    /// <summary>
    /// Begins a message at the end of the buffer. Until <see cref="End"/> it is not part of the batch: what throws in
    /// between leaves the batch as it was.
    /// </summary>
    internal AttributeWriter Begin<T>(ushort type, ushort flags, scoped in T structure)
        where T : unmanaged
    {
        if (Buffer.Length - _length < LargestMessage)
            Grow();
        var writer = new AttributeWriter(_buffer.AsSpan(_length, LargestMessage));
        writer.WriteStructure(new MessageHeader { Type = type, Flags = flags });
        writer.WriteStructure(in structure);
        return writer;
    }

    /// <summary>Ends a message that is a request.</summary>
    /// <returns>The request's index.</returns>
    internal int End(in AttributeWriter writer)
    {
        EndMessage(in writer);
        return Count++;
    }

    /// <summary>Ends a message that belongs to the request before it.</summary>
    internal void EndFollowUp(in AttributeWriter writer)
    {
        FollowUps.Add(_length);
        EndMessage(in writer);
    }

    /// <summary>Writes the number of a namespace's descriptor, and remembers the namespace for the sender.</summary>
    internal void WriteNamespace(ref AttributeWriter writer, NetworkNamespace networkNamespace)
    {
        using var held = new HeldDescriptor(networkNamespace.Descriptor);
        writer.WriteInt32(LinkAttribute.NamespaceDescriptor, held.Number);
        Namespaces.Add(networkNamespace);
    }

    private void EndMessage(in AttributeWriter writer)
    {
        uint length = (uint)writer.Length;
        Raw.Write(_buffer.AsSpan(_length), in length);
        _length += writer.Length;
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Buffer.Length * 2);
        Messages.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Buffer);
        _buffer = larger;
    }
}
