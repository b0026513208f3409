using System.Buffers;

namespace ContainerNet.Netlink.Protocol;

/// <summary>Takes the datagrams of a dump, one after the other, until all are there.</summary>
internal sealed class DumpBuffer
{
    /// <summary>
    /// The kernel makes the datagrams of a dump as large as the reader's buffer, but no larger than this.
    /// </summary>
    private const int LargestDatagram = 32 * 1024;

    private byte[] _bytes = [];
    private int _room = LargestDatagram;
    private int _lastSize = LargestDatagram;

    /// <summary>
    /// Changes with each use, so that who was given the buffer earlier can tell that it is no longer theirs.
    /// </summary>
    public int Use { get; private set; }

    public int Length { get; private set; }

    public Span<byte> Messages => _bytes.AsSpan(0, Length);

    /// <summary>Where the next datagram goes.</summary>
    public Span<byte> Room
    {
        get
        {
            if (_bytes.Length - Length < _room)
                Grow();
            return _bytes.AsSpan(Length);
        }
    }

    /// <summary>
    /// Keeps a datagram that was received in <see cref="Room"/>, and begins the next at a multiple of 4.
    /// </summary>
    public void Keep(int length)
    {
        Length += length;
        while ((Length & 3) != 0 && Length < _bytes.Length)
            _bytes[Length++] = 0;
    }

    public void Truncate(int length) => Length = length;

    /// <summary>Makes <see cref="Room"/> large enough for a datagram that did not fit.</summary>
    public void Require(int room) => _room = Math.Max(_room, room);

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        Use++;
        _lastSize = _bytes.Length;
        Length = 0;
        if (_bytes.Length != 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow()
    {
        int wanted = Math.Max(Math.Max(_bytes.Length * 2, _lastSize), Length + _room);
        byte[] larger = ArrayPool<byte>.Shared.Rent(wanted);
        Messages.CopyTo(larger);
        if (_bytes.Length != 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
