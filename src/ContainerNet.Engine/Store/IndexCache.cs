using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ContainerNet.Engine.Store;

/// <summary>Keeps the address index in step with the files: what has not changed is not read again.</summary>
/// <remarks>
/// The file DIRECTORY/index holds it for the next process. It is only a shortcut: an entry counts as long as its
/// container's file has the stamp that the entry says; without the index, or with a damaged one, the files are read.
/// </remarks>
internal sealed class IndexCache(StoreDirectory root, ConfigCache containers)
{
    private const string FileName = "index";

    private readonly object _gate = new();
    private readonly AddressIndex _index = new();
    private Dictionary<string, IndexEntry>? _entries;
    private int _changed;

    /// <summary>The index of these files; the caller's own copy.</summary>
    /// <param name="files">Every container's file, with its stamp.</param>
    /// <param name="broken">Gets the files that can't be read.</param>
    public AddressIndex Load(
        IReadOnlyList<(string Name, string File, FileStamp Stamp)> files, ICollection<BrokenFile>? broken)
    {
        lock (_gate)
        {
            Dictionary<string, IndexEntry> entries = _entries ??= Restore();
            foreach ((string name, string file, FileStamp stamp) in files)
            {
                if (entries.TryGetValue(name, out IndexEntry? known) && known.Settled && known.Stamp == stamp) continue;
                Refresh(name, file, stamp, known, broken);
            }

            if (entries.Count > files.Count) Forget([.. files.Select(f => f.Name)]);
            return _index.Clone();
        }
    }

    /// <summary>Writes the file when it is worth it; under the store's lock.</summary>
    public void Save()
    {
        lock (_gate)
        {
            // A few files are parsed faster than all entries are written.
            if (_entries is null || _changed <= Math.Max(32, _entries.Count / 100)) return;
            try
            {
                root.Replace(FileName, IndexFile.Write(_entries));
            }
            catch (ContainerNetException)
            {
                // The next process reads the containers instead.
            }

            _changed = _entries.Values.Count(e => !e.Settled);
        }
    }

    private Dictionary<string, IndexEntry> Restore()
    {
        Dictionary<string, IndexEntry> entries = [];
        try
        {
            if (root.Read(FileName, IndexFile.MaxSize) is { } read) entries = IndexFile.Read(read.Bytes);
        }
        catch (ContainerNetException)
        {
            // As if it were not there.
        }

        foreach (IndexEntry entry in entries.Values) _index.Add(entry.Owners);
        return entries;
    }

    private void Refresh(
        string name, string file, FileStamp stamp, IndexEntry? known, ICollection<BrokenFile>? broken)
    {
        ConfigCache.Entry? read = null;
        try
        {
            read = containers.Get(name, file, stamp);
        }
        catch (ContainerNetException e)
        {
            broken?.Add(new BrokenFile(name, e));
        }

        if (known is null || read is null || known.Stamp != read.Stamp) _changed++;
        PrefixOwner[] owners = read is null ? [] : [.. PrefixOwner.Of(read.Config)];
        Exchange(known?.Owners ?? [], owners);
        if (read is null) _entries!.Remove(name);
        else _entries![name] = new IndexEntry(read.Stamp, read.Settled, owners);
    }

    // Of a container with thousands of addresses a change touches a few: the rest stays as it is. An entry can be there
    // twice, when somebody wrote it twice into the file.
    private void Exchange(PrefixOwner[] before, PrefixOwner[] after)
    {
        int same = before.AsSpan().CommonPrefixLength(after);
        var left = new Dictionary<PrefixOwner, int>(before.Length - same);
        foreach (PrefixOwner owner in before.AsSpan(same))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(left, owner, out _)++;
        }

        foreach (PrefixOwner owner in after.AsSpan(same))
        {
            ref int count = ref CollectionsMarshal.GetValueRefOrNullRef(left, owner);
            if (Unsafe.IsNullRef(ref count) || count == 0) _index.Add(owner);
            else count--;
        }

        foreach ((PrefixOwner owner, int count) in left)
        {
            for (int i = 0; i < count; i++) _index.Remove(owner);
        }
    }

    private void Forget(HashSet<string> there)
    {
        foreach ((string name, IndexEntry entry) in _entries!.Where(e => !there.Contains(e.Key)).ToList())
        {
            _index.Remove(entry.Owners);
            _entries!.Remove(name);
            _changed++;
        }
    }
}

/// <summary>What the index knows of one container.</summary>
/// <param name="Stamp">Of the file that it was read from.</param>
/// <param name="Settled">Whether the stamp can be trusted later.</param>
/// <param name="Owners">All that the container owns.</param>
internal sealed record IndexEntry(FileStamp Stamp, bool Settled, PrefixOwner[] Owners);
