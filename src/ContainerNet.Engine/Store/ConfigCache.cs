using System.Collections.Concurrent;
using System.Security.Cryptography;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>Parsed files, each while its file has the same stamp. Thread-safe; broken files are not kept.</summary>
/// <remarks>
/// Soon after a file was written its stamp can't be trusted, and it is read again; but only once by those who hold the
/// store's lock, as nobody of us writes meanwhile.
/// </remarks>
internal sealed class ConfigCache(StoreDirectory directory)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _parsed;
    private int _read;
    private int _holds;
    private int _held;

    /// <summary>How many files were parsed.</summary>
    public int Parsed => _parsed;

    /// <summary>How many files were read.</summary>
    public int FilesRead => _read;

    /// <summary>The store's lock was taken.</summary>
    public void Hold() => Volatile.Write(ref _held, Interlocked.Increment(ref _holds));

    /// <summary>The store's lock is given back.</summary>
    public void Release() => Volatile.Write(ref _held, 0);

    /// <summary>A container; null when its file was removed in the meantime.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="stamp">As the file has it now.</param>
    public Entry? Get(string name, string file, FileStamp stamp)
    {
        int held = Volatile.Read(ref _held);
        if (_entries.TryGetValue(name, out Entry? known) && known.Stamp == stamp
            && (known.Settled || (held != 0 && known.Held == held)))
        {
            return known;
        }

        if (directory.Read(file) is { } read)
        {
            Interlocked.Increment(ref _read);
            return Get(name, file, read.Bytes, read.Stamp, held);
        }

        _entries.TryRemove(name, out _);
        return null;
    }

    private Entry Get(string name, string file, byte[] bytes, FileStamp stamp, int held)
    {
        bool settled = stamp.IsSettled();
        byte[] hash = SHA256.HashData(bytes);
        if (!_entries.TryGetValue(name, out Entry? known) || !known.Hash.AsSpan().SequenceEqual(hash))
        {
            Interlocked.Increment(ref _parsed);
            known = new Entry(stamp, settled, held, hash, ConfigReader.Read(name, directory.PathOf(file), bytes));
        }

        return _entries[name] = known with { Stamp = stamp, Settled = settled, Held = held };
    }

    /// <summary>Keeps what was written just now: reading the same bytes gives it without parsing them.</summary>
    public void Remember(ContainerConfig config, byte[] bytes, FileStamp stamp) => _entries[config.Name] =
        new Entry(stamp, false, Volatile.Read(ref _held), SHA256.HashData(bytes), config);

    /// <summary>A file's state and what it says.</summary>
    /// <param name="Stamp">The file's stamp before it was read.</param>
    /// <param name="Settled">Whether the stamp can be trusted later.</param>
    /// <param name="Held">While which hold of the store's lock it was read or written; 0 for none.</param>
    /// <param name="Hash">Of the file's bytes: what only looks new is not parsed again.</param>
    /// <param name="Config">Shared: never changed.</param>
    public sealed record Entry(FileStamp Stamp, bool Settled, int Held, byte[] Hash, ContainerConfig Config)
    {
        /// <summary>Whether the file has these bytes.</summary>
        public bool Has(byte[] bytes) => Hash.AsSpan().SequenceEqual(SHA256.HashData(bytes));
    }
}
