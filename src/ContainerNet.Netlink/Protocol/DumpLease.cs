namespace ContainerNet.Netlink.Protocol;

/// <summary>The right to read a dump's buffer until it is given back.</summary>
internal readonly struct DumpLease(DumpBuffer buffer, NetlinkConnection connection) : IDisposable
{
    private readonly DumpBuffer _buffer = buffer;
    private readonly NetlinkConnection _connection = connection;
    private readonly int _use = buffer.Use;

    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    public ReadOnlySpan<byte> Messages
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer.Use != _use, typeof(DumpLease));
            return _buffer.Messages;
        }
    }

    public void Dispose()
    {
        if (_buffer.Use == _use)
            _connection.Return(_buffer);
    }
}
