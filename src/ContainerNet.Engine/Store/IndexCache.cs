using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>Keeps the address index in step with the files: what has not changed is not read again.</summary>
/// <remarks>
/// The file DIRECTORY/index holds it for the next process. It is only a shortcut: an entry counts as long as its
/// container's file has the stamp that the entry says; without the index, or with a damaged one, the files are read.
/// </remarks>
internal sealed class IndexCache(StoreDirectory root, ConfigCache containers)
{
    private const string FileName = "index";

    // For fewer files, stat is cheaper than a watch.
    private const int FilesToWatch = 64;

    private readonly object _gate = new();
    private readonly AddressIndex _index = new();
    private readonly HashSet<string> _again = new(StringComparer.Ordinal);
    private Dictionary<string, IndexEntry>? _entries;
    private DirectoryWatch? _watch;
    private int _changed;

    /// <summary>How many files were stat'ed.</summary>
    public int Stats { get; private set; }

    /// <summary>The index of the files as they are now; the caller's own copy.</summary>
    /// <param name="files">The directory of the containers' files.</param>
    /// <param name="list">Gives the names of the files.</param>
    /// <param name="broken">Gets the files that can't be read.</param>
    public AddressIndex Load(StoreDirectory files, Func<IReadOnlyList<string>> list, ICollection<BrokenFile>? broken)
    {
        lock (_gate)
        {
            _entries ??= Restore();
            try
            {
                if (_watch?.Drain(_again) is true) RefreshThese(files, broken);
                else RefreshAll(files, list, broken);
            }
            catch
            {
                // What the watch reported, or was begun for, has not been looked at: the next time, all files are.
                EndWatch();
                throw;
            }

            return _index.Clone();
        }
    }

    private void EndWatch()
    {
        _watch?.Dispose();
        _watch = null;
    }

    private void RefreshAll(StoreDirectory files, Func<IReadOnlyList<string>> list, ICollection<BrokenFile>? broken)
    {
        // The watch comes first: later changes are reported by it, earlier ones are seen in the files.
        EndWatch();
        _watch = _entries!.Count >= FilesToWatch ? DirectoryWatch.TryBegin(files.Path) : null;
        _again.Clear();
        List<(string File, FileStamp Stamp)> found = files.Stat(list());
        Stats += found.Count;
        int kept = 0;
        foreach ((string file, FileStamp stamp) in found) kept += Refresh(file, stamp, broken) ? 1 : 0;
        if (_entries!.Count > kept) Forget([.. found.Select(f => ContainerStore.NameOf(f.File))]);
    }

    private void RefreshThese(StoreDirectory files, ICollection<BrokenFile>? broken)
    {
        string[] names = [.. _again.Where(ContainerStore.IsContainer)];
        _again.Clear();
        if (names.Length == 0) return;
        var found = files.Stat(names).ToDictionary(f => f.File, f => f.Stamp);
        Stats += names.Length;
        foreach (string file in names.Order(StringComparer.Ordinal))
        {
            if (found.TryGetValue(file, out FileStamp stamp)) Refresh(file, stamp, broken);
            else Forget(ContainerStore.NameOf(file));
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
            // It counts as missing.
        }

        foreach (IndexEntry entry in entries.Values) _index.Add(entry.Owners);
        return entries;
    }

    // Whether there is an entry of the file now: a broken one has none.
    private bool Refresh(string file, FileStamp stamp, ICollection<BrokenFile>? broken)
    {
        string name = ContainerStore.NameOf(file);
        IndexEntry? known = _entries!.GetValueOrDefault(name);
        if (known is { Settled: true } && known.Stamp == stamp) return true;
        ConfigCache.Entry? read = null;
        try
        {
            read = containers.Get(name, file, stamp);
        }
        catch (ContainerNetException e)
        {
            broken?.Add(new BrokenFile(name, e));
            _again.Add(file);
        }

        if (known is null || read is null || known.Stamp != read.Stamp) _changed++;
        PrefixOwner[] owners = read is null ? [] : [.. PrefixOwner.Of(read.Config)];
        Exchange(known?.Owners ?? [], owners);
        if (read is null) _entries!.Remove(name);
        else _entries![name] = new IndexEntry(read.Stamp, read.Settled, owners);

        // What can't be trusted later, and what is broken, is looked at again each time.
        if (read is { Settled: false }) _again.Add(file);
        return read is not null;
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
        foreach (string name in _entries!.Keys.Where(n => !there.Contains(n)).ToList()) Forget(name);
    }

    private void Forget(string name)
    {
        if (!_entries!.Remove(name, out IndexEntry? entry)) return;
        _index.Remove(entry.Owners);
        _changed++;
    }
}

/// <summary>What the index knows of one container.</summary>
/// <param name="Stamp">Of the file that it was read from.</param>
/// <param name="Settled">Whether the stamp can be trusted later.</param>
/// <param name="Owners">All that the container owns.</param>
internal sealed record IndexEntry(FileStamp Stamp, bool Settled, PrefixOwner[] Owners);
