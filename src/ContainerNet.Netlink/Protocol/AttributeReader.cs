using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace ContainerNet.Netlink.Protocol;

/// <summary>
/// Reads attributes one after the other. A length that does not fit throws <see cref="NetlinkFormatException"/>; a type
/// that the caller does not know is the caller's to skip, as newer kernels send more.
/// </summary>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    /// <summary>NLA_TYPE_MASK: without NLA_F_NESTED and NLA_F_NET_BYTEORDER.</summary>
    private const ushort TypeMask = 0x3fff;

    private ReadOnlySpan<byte> _rest = attributes;

    public ushort Type { get; private set; }

    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>The attributes inside the current one.</summary>
    public readonly AttributeReader Nested => new(Payload);

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        if (_rest.Length < AttributeWriter.HeaderSize)
            throw new NetlinkFormatException($"{_rest.Length} bytes are left where an attribute should begin.");
        int length = Raw.Read<ushort>(_rest);
        if (length < AttributeWriter.HeaderSize || length > _rest.Length)
            throw new NetlinkFormatException($"An attribute of {length} bytes is in a space of {_rest.Length}.");
        Type = (ushort)(Raw.Read<ushort>(_rest[sizeof(ushort)..]) & TypeMask);
        Payload = _rest[AttributeWriter.HeaderSize..length];

        // The last attribute of a message may lack its padding.
        _rest = _rest[Math.Min(Alignment.Up(length), _rest.Length)..];
        return true;
    }

    public readonly byte ReadByte() => ReadExactly<byte>();

    public readonly uint ReadUInt32() => ReadExactly<uint>();

    public readonly ulong ReadUInt64() => ReadExactly<ulong>();

    public readonly int ReadInt32() => ReadExactly<int>();

    /// <summary>Reads a structure that newer kernels may have made longer.</summary>
    public readonly T ReadStructure<T>()
        where T : unmanaged
        => Payload.Length >= Unsafe.SizeOf<T>() ? Raw.Read<T>(Payload) : throw WrongLength<T>();

    /// <summary>A text without its NUL.</summary>
    public readonly ReadOnlySpan<byte> ReadTextBytes()
    {
        int end = Payload.IndexOf((byte)0);
        return end < 0 ? Payload : Payload[..end];
    }

    public readonly string ReadText() => Encoding.UTF8.GetString(ReadTextBytes());

    /// <summary>The bytes of an IPv4 or IPv6 address.</summary>
    public readonly ReadOnlySpan<byte> ReadAddressBytes() => Payload.Length is 4 or 16
        ? Payload
        : throw new NetlinkFormatException($"Attribute {Type} has {Payload.Length} bytes where an address should be.");

    public readonly IPAddress ReadAddress() => new(ReadAddressBytes());

    private readonly T ReadExactly<T>()
        where T : unmanaged
    {
        if (Payload.Length != Unsafe.SizeOf<T>())
            ThrowWrongLength<T>();
        return Raw.Read<T>(Payload);
    }

    [DoesNotReturn]
    private readonly void ThrowWrongLength<T>()
        where T : unmanaged
        => throw WrongLength<T>();

    private readonly NetlinkFormatException WrongLength<T>()
        where T : unmanaged
        => new($"Attribute {Type} has {Payload.Length} bytes instead of {Unsafe.SizeOf<T>()}.");
}
