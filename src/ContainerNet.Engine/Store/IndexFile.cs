using System.Net;
using System.Security.Cryptography;
using System.Text;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>The bytes of the file index: a head with the version, the entries, and a SHA-256 of it all.</summary>
internal static class IndexFile
{
    /// <summary>Millions of addresses; more is not read.</summary>
    public const int MaxSize = 256 << 20;

    private const uint Head = 0x584E4302; // 2, "CNX"

    public static byte[] Write(IReadOnlyDictionary<string, IndexEntry> entries)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Head);
        List<KeyValuePair<string, IndexEntry>> settled = [.. entries.Where(e => e.Value.Settled)];
        writer.Write(settled.Count);
        foreach ((string name, IndexEntry entry) in settled)
        {
            writer.Write(name);
            FileStamp stamp = entry.Stamp;
            writer.Write(stamp.Device);
            writer.Write(stamp.Inode);
            writer.Write(stamp.Size);
            writer.Write(stamp.ModifiedNs);
            writer.Write(stamp.ChangedNs);
            writer.Write(entry.Owners.Length);
            foreach (PrefixOwner owner in entry.Owners) Write(writer, owner);
        }

        writer.Flush();
        ReadOnlySpan<byte> body = stream.GetBuffer().AsSpan(0, (int)stream.Length);
        return [.. body, .. SHA256.HashData(body)];
    }

    /// <summary>Reads the entries; none when the bytes are damaged.</summary>
    public static Dictionary<string, IndexEntry> Read(byte[] bytes)
    {
        int length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < 8) return [];
        byte[] hash = SHA256.HashData(bytes.AsSpan(0, length));
        if (!bytes.AsSpan(length).SequenceEqual(hash)) return [];
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
        if (reader.ReadUInt32() != Head) return [];
        int count = reader.ReadInt32();
        var entries = new Dictionary<string, IndexEntry>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            var stamp = new FileStamp(
                reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadInt64(), reader.ReadInt64());
            var owners = new PrefixOwner[reader.ReadInt32()];
            string last = "";
            for (int j = 0; j < owners.Length; j++)
            {
                owners[j] = Read(reader, name, last);
                last = owners[j].Interface;
            }

            entries.Add(name, new IndexEntry(stamp, true, owners));
        }

        return entries;
    }

    private static void Write(BinaryWriter writer, PrefixOwner owner)
    {
        writer.Write(owner.Interface);
        Span<byte> address = stackalloc byte[16];
        owner.Prefix.BaseAddress.TryWriteBytes(address, out int length);
        writer.Write((byte)owner.Use);
        writer.Write(owner.Table);
        writer.Write((byte)owner.Prefix.PrefixLength);
        writer.Write((byte)length);
        writer.Write(address[..length]);
    }

    private static PrefixOwner Read(BinaryReader reader, string container, string lastInterface)
    {
        string name = reader.ReadString();
        if (name == lastInterface) name = lastInterface;
        var use = (PrefixUse)reader.ReadByte();
        uint table = reader.ReadUInt32();
        int prefixLength = reader.ReadByte();
        Span<byte> address = stackalloc byte[reader.ReadByte()];
        reader.BaseStream.ReadExactly(address);
        return new PrefixOwner(container, name, new IPNetwork(new IPAddress(address), prefixLength), use)
        {
            Table = table,
        };
    }
}
