using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;
using System.Text;

namespace ContainerNet.Netlink.Protocol;

/// <summary>
/// Writes structures and attributes (struct nlattr) one after the other. The buffer must have the room: overrunning it
/// is a defect of the caller and throws <see cref="ArgumentOutOfRangeException"/>. Padding is always cleared.
/// </summary>
internal ref struct AttributeWriter(Span<byte> buffer)
{
    /// <summary>The size of struct nlattr: length and type.</summary>
    public const int HeaderSize = 4;

    private readonly Span<byte> _buffer = buffer;

    /// <summary>How many bytes are written, padding included.</summary>
    public int Length { get; private set; }

    /// <summary>Writes a structure that stands before attributes.</summary>
    public void WriteStructure<T>(scoped in T value)
        where T : unmanaged
    {
        Raw.Write(_buffer[Length..], in value);
        Length += Alignment.Up(Unsafe.SizeOf<T>());
    }

    public void WriteByte(ushort type, byte value) => Append(type, sizeof(byte))[0] = value;

    public void WriteUInt32(ushort type, uint value) => Raw.Write(Append(type, sizeof(uint)), in value);

    public void WriteUnlessZero(ushort type, uint value)
    {
        if (value != 0)
            WriteUInt32(type, value);
    }

    public void WriteUInt64(ushort type, ulong value) => Raw.Write(Append(type, sizeof(ulong)), in value);

    public void WriteInt32(ushort type, int value) => Raw.Write(Append(type, sizeof(int)), in value);

    public void WriteBytes(ushort type, ReadOnlySpan<byte> value) => value.CopyTo(Append(type, value.Length));

    /// <summary>Writes a text in UTF-8 with the NUL that the kernel expects of names.</summary>
    public void WriteTerminated(ushort type, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Span<byte> target = Append(type, length + 1);
        Encoding.UTF8.GetBytes(value, target);
        target[length] = 0;
    }

    /// <summary>Writes a text in UTF-8 without a NUL.</summary>
    public void WriteText(ushort type, string value)
        => Encoding.UTF8.GetBytes(value, Append(type, Encoding.UTF8.GetByteCount(value)));

    public void WriteStructure<T>(ushort type, scoped in T value)
        where T : unmanaged
        => Raw.Write(Append(type, Unsafe.SizeOf<T>()), in value);

    public void WriteAddress(ushort type, IPAddress value)
        => value.TryWriteBytes(Append(type, WireFamily.AddressSize(value.AddressFamily)), out _);

    /// <summary>Allocates: <see cref="PhysicalAddress"/> gives its bytes as a copy only.</summary>
    public void WriteHardwareAddress(ushort type, PhysicalAddress value) => WriteBytes(type, value.GetAddressBytes());

    /// <summary>Begins an attribute that holds others.</summary>
    /// <returns>Where it begins, for <see cref="EndNested"/>.</returns>
    public int BeginNested(ushort type)
    {
        int start = Length;
        Append(type, 0);
        return start;
    }

    public readonly void EndNested(int start)
    {
        ushort length = checked((ushort)(Length - start));
        Raw.Write(_buffer[start..], in length);
    }

    private Span<byte> Append(ushort type, int payload)
    {
        int length = HeaderSize + payload;
        Span<byte> target = _buffer.Slice(Length, Alignment.Up(length));
        ushort written = checked((ushort)length);
        Raw.Write(target, in written);
        Raw.Write(target[sizeof(ushort)..], in type);
        target[length..].Clear();
        Length += target.Length;
        return target.Slice(HeaderSize, payload);
    }
}
