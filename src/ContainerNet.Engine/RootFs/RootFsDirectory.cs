using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>
/// An open directory in a root file system. Entries are named in it and never followed, so that what a check saw is
/// what the next call meets, wherever the container moves the directory meanwhile.
/// </summary>
internal sealed class RootFsDirectory : IDisposable
{
    // Not O_PATH: fsync(2) and reading the names need an open file.
    internal static readonly int OpenFlags = LibC.O_RDONLY | LibC.O_DIRECTORY | LibC.O_NONBLOCK;

    private const int MaxNames = 1 << 16;
    private readonly SafeFileHandle _handle;
    private readonly RootFsHandle _root;

    internal RootFsDirectory(SafeFileHandle handle, string path, RootFsHandle root)
    {
        _handle = handle;
        _root = root;
        Path = path;
    }

    /// <summary>How it was named, absolute inside the root.</summary>
    public string Path { get; }

    internal SafeFileHandle Handle => _handle;

    internal RootFsHandle Root => _root;

    /// <summary>The names in it, sorted ordinally.</summary>
    public IReadOnlyList<string> Names(int limit = MaxNames)
    {
        var names = new List<string>();
        int result = FileCalls.ReadNames(_handle, limit, names);
        if (result == -LibC.EOVERFLOW)
        {
            throw RootFsErrors.Refused("RootFsDirectoryTooLarge", $"list {Path}", _root.Name,
                $"it has more than {limit} entries");
        }

        if (result < 0)
            throw RootFsErrors.Failed(result, $"list {Path}", _root.Name);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>What an entry is, not followed; null when there is none.</summary>
    public EntryInfo? Look(string name)
    {
        using SafeFileHandle? entry = Open(name);
        if (entry is null)
            return null;
        Check(FileCalls.Stat(entry, out EntryInfo info), "look at", name);
        return info;
    }

    /// <summary>A regular file's content; null when there is no such entry or it is a directory.</summary>
    public FileContent? Read(string name, int limit = 1 << 20)
    {
        using SafeFileHandle? entry = Open(name);
        return entry is null ? null : RegularFile.Read(entry, limit, PathOf(name), _root.Name);
    }

    /// <summary>A regular file's content; null for anything else, also for what is too large.</summary>
    public FileContent? TryRead(string name, int limit = 1 << 20)
    {
        try
        {
            return Read(name, limit);
        }
        catch (ContainerNetException error) when (error.Kind == CtErrorKind.InvalidData)
        {
            return null;
        }
    }

    /// <summary>The text of a link; null when it is none.</summary>
    public string? ReadLink(string name)
    {
        using SafeFileHandle? entry = Open(name);
        return entry is null ? null : RegularFile.LinkText(entry);
    }

    /// <summary>Removes an entry that is no directory; false when there was none.</summary>
    public bool Delete(string name)
    {
        int result = FileCalls.Unlink(_handle, Plain(name));
        if (result == -LibC.ENOENT)
            return false;
        Check(result, "delete", name);
        return true;
    }

    /// <summary>Removes an empty directory; false when it can't be removed.</summary>
    public bool DeleteDirectory(string name) => FileCalls.Unlink(_handle, Plain(name), isDirectory: true) >= 0;

    /// <summary>Gives a file a second name, which must be free.</summary>
    public void KeepAs(string name, string second) =>
        Check(FileCalls.HardLink(_handle, Plain(name), Plain(second)), "keep a copy of", name);

    /// <summary>Makes the names in it last through a power cut.</summary>
    public void Sync() => Check(FileCalls.Sync(_handle), "sync", "");

    public void Dispose() => _handle.Dispose();

    /// <summary>The path of an entry, for messages.</summary>
    internal string PathOf(string name) => $"{Path.TrimEnd('/')}/{name}".TrimEnd('/');

    internal void Check(int result, string action, string name)
    {
        if (result < 0)
            throw RootFsErrors.Failed(result, $"{action} {PathOf(name)}", _root.Name);
    }

    internal static string Plain(string name) =>
        name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\0')
            ? throw new ArgumentException($"'{name}' is not a file name.", nameof(name))
            : name;

    internal SafeFileHandle? Open(string name)
    {
        int result = FileCalls.Open(_handle, Plain(name), LibC.O_PATH | LibC.O_NOFOLLOW, out SafeFileHandle? handle);
        if (result >= 0)
            return handle;
        handle.Dispose();
        if (result != -LibC.ENOENT)
            Check(result, "open", name);
        return null;
    }
}
