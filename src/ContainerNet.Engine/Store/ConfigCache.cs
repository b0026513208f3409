using System.Collections.Concurrent;
using System.Security.Cryptography;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>Parsed files, each while its file has the same stamp. Thread-safe; broken files are not kept.</summary>
internal sealed class ConfigCache(StoreDirectory directory)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _parsed;

    /// <summary>How many files were parsed.</summary>
    public int Parsed => _parsed;

    /// <summary>A container; null when its file was removed in the meantime.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="stamp">As the file has it now.</param>
    public Entry? Get(string name, string file, FileStamp stamp)
    {
        if (_entries.TryGetValue(name, out Entry? known) && known.Settled && known.Stamp == stamp) return known;
        if (directory.Read(file) is { } read) return Get(name, file, read.Bytes, read.Stamp);
        _entries.TryRemove(name, out _);
        return null;
    }

    /// <summary>A container whose file was read just now.</summary>
    public Entry Get(string name, string file, byte[] bytes, FileStamp stamp)
    {
        bool settled = stamp.IsSettled();
        byte[] hash = SHA256.HashData(bytes);
        if (!_entries.TryGetValue(name, out Entry? known) || !known.Hash.AsSpan().SequenceEqual(hash))
        {
            Interlocked.Increment(ref _parsed);
            known = new Entry(stamp, settled, hash, ConfigReader.Read(name, directory.PathOf(file), bytes));
        }

        return _entries[name] = known with { Stamp = stamp, Settled = settled };
    }

    /// <summary>Keeps what was written just now: reading the same bytes gives it without parsing them.</summary>
    public void Remember(ContainerConfig config, byte[] bytes) =>
        _entries[config.Name] = new Entry(default, false, SHA256.HashData(bytes), config);

    /// <summary>A file's state and what it says.</summary>
    /// <param name="Stamp">The file's stamp before it was read.</param>
    /// <param name="Settled">Whether the stamp can be trusted later.</param>
    /// <param name="Hash">Of the file's bytes: what only looks new is not parsed again.</param>
    /// <param name="Config">Shared: never changed.</param>
    public sealed record Entry(FileStamp Stamp, bool Settled, byte[] Hash, ContainerConfig Config);
}
