using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>
/// A finished dump of addresses, to be enumerated without allocations. Disposing gives its memory back to the
/// connection; the views must not be used afterwards.
/// </summary>
public readonly ref struct AddressDump
{
    private readonly DumpLease _lease;

    internal AddressDump(DumpLease lease) => _lease = lease;

    /// <summary>How many there are, by a walk over all.</summary>
    internal int Count => MessageReader.Count(_lease.Messages, MessageType.NewAddress);

    /// <summary>Enumerates the addresses; for foreach.</summary>
    public Enumerator GetEnumerator() => new(_lease.Messages);

    /// <summary>Gives the memory back. A second time does nothing.</summary>
    public void Dispose() => _lease.Dispose();

    /// <summary>Goes from one of the addresses to the next.</summary>
    public ref struct Enumerator
    {
        private MessageReader _reader;

        internal Enumerator(ReadOnlySpan<byte> messages) => _reader = new MessageReader(messages);

        /// <summary>The current one.</summary>
        /// <exception cref="NetlinkFormatException">It does not have the form it must have.</exception>
        public readonly AddressView Current => new(_reader.Payload);

        /// <summary>Goes to the next.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext() => _reader.MoveNext(MessageType.NewAddress);
    }
}
