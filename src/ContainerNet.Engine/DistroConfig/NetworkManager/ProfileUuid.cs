using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ContainerNet.Engine.DistroConfig.NetworkManager;

/// <summary>
/// The UUID of a profile: the same for the same container and interface, always (RFC 9562, version 5).
/// </summary>
internal static class ProfileUuid
{
    /// <summary>The name space of our names; any constant would do.</summary>
    private static readonly Guid s_space = new("c0d0a3f4-6b0e-4c55-9a3b-1f6f0c9e7d21");

    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 prescribes SHA-1; no secret depends on it.")]
    public static Guid Of(string container, string interfaceName)
    {
        // A slash is in no container's name, so that no two pairs give the same text.
        byte[] name = Encoding.UTF8.GetBytes($"{container}/{interfaceName}");
        byte[] input = new byte[16 + name.Length];
        s_space.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input, 16);
        Span<byte> hash = SHA1.HashData(input).AsSpan(0, 16);
        ushort version = BinaryPrimitives.ReadUInt16BigEndian(hash[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((version & 0x0fff) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
