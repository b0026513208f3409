using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>The desired state of all containers, one file a container: DIRECTORY/containers/NAME.yml.</summary>
/// <remarks>
/// Reading takes no lock: a file is always whole. A writer takes <see cref="Lock"/> first, and reads only then.
/// Comments in a file last until the container is next changed. Thread-safe.
/// </remarks>
internal sealed class ContainerStore
{
    private const string End = ".yml";

    // About 200 addresses with their routes.
    private const int LongFile = 8192;

    private readonly StoreDirectory _root;
    private readonly StoreDirectory _containers;
    private readonly ConfigCache _cache;
    private readonly IndexCache _index;

    public ContainerStore(string directory)
    {
        _root = new StoreDirectory(Path.GetFullPath(directory));
        _containers = new StoreDirectory(_root.PathOf("containers"));
        _cache = new ConfigCache(_containers);
        _index = new IndexCache(_root, _cache);
    }

    /// <summary>How many files were parsed since the store was opened.</summary>
    public int Parsed => _cache.Parsed;

    /// <summary>How many containers' files were read since the store was opened.</summary>
    public int FilesRead => _cache.FilesRead;

    /// <summary>How many files were stat'ed for the index since the store was opened.</summary>
    public int Stats => _index.Stats;

    /// <summary>Whether a file of this name is a container's.</summary>
    internal static bool IsContainer(string file) =>
        file.EndsWith(End, StringComparison.Ordinal) && NameRules.IsContainer(NameOf(file));

    /// <summary>The container of a file.</summary>
    internal static string NameOf(string file) => file[..^End.Length];

    /// <summary>The path of a container's file, whether it is there or not.</summary>
    public string PathOf(string name) => _containers.PathOf(FileOf(name));

    /// <summary>One container, to change at will; null when it has no file.</summary>
    /// <exception cref="ContainerNetException">The file is broken, or may not be read.</exception>
    public ContainerConfig? Read(string name) => Entry(name)?.Config.Clone();

    /// <summary>The names of all containers that have a file, readable or broken, in ordinal order.</summary>
    public IReadOnlyList<string> Names() => Files().ConvertAll(NameOf);

    /// <summary>The containers, in ordinal order; a broken file does not keep the others from being read.</summary>
    /// <param name="filter">Which, by name; null for all. Of the others not even the files are looked at.</param>
    public StoreSnapshot ReadAll(Func<string, bool>? filter = null)
    {
        var containers = new List<ContainerConfig>();
        var broken = new List<BrokenFile>();
        foreach ((string file, FileStamp stamp) in _containers.Stat(Files(filter)))
        {
            string name = NameOf(file);
            try
            {
                if (_cache.Get(name, file, stamp) is { } entry) containers.Add(entry.Config);
            }
            catch (ContainerNetException e)
            {
                broken.Add(new BrokenFile(name, e));
            }
        }

        return new StoreSnapshot(containers, broken);
    }

    /// <summary>Who owns which address, across all containers; the caller's own copy.</summary>
    /// <param name="broken">Gets the files that could not be asked.</param>
    public AddressIndex LoadIndex(ICollection<BrokenFile>? broken = null) => _index.Load(_containers, Files, broken);

    /// <summary>Stores a container; what is equal already is not written again. Under the lock.</summary>
    /// <exception cref="ContainerNetException">The file that is there is broken: it is left as it is.</exception>
    public void Write(ContainerConfig container)
    {
        string file = FileOf(container.Name);
        byte[] bytes = ConfigWriter.Write(container);
        if (Entry(container.Name)?.Has(bytes) == true) return;
        Reread(container, bytes);
        _containers.Make();
        _containers.Replace(file, bytes);
        if (_containers.Stat([file]) is [var (_, stamp)]) _cache.Remember(container.Clone(), bytes, stamp);
    }

    /// <summary>Forgets a container; a missing file is not an error. Under the lock.</summary>
    public void Delete(string name) => _containers.Remove(FileOf(name));

    /// <summary>Waits until nobody else changes the store.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ContainerNetException">StoreBusy, or PermissionDenied.</exception>
    public IDisposable Lock(TimeSpan timeout, CancellationToken cancellation = default)
    {
        _containers.Make();
        var held = StoreLock.Take(_root.PathOf("lock"), timeout, BeforeRelease, cancellation);
        _cache.Hold();
        if (held.LastWasKilled) _containers.Sweep();
        return held;
    }

    private void BeforeRelease()
    {
        _cache.Release();
        _index.Save();
    }

    private ConfigCache.Entry? Entry(string name)
    {
        string file = FileOf(name);
        return _containers.Stat([file]) is [var (_, stamp)] ? _cache.Get(name, file, stamp) : null;
    }

    private List<string> Files() => Files(null);

    private List<string> Files(Func<string, bool>? filter)
    {
        List<string> files = _containers.List();
        files.RemoveAll(f => !IsContainer(f) || filter?.Invoke(NameOf(f)) == false);
        files.Sort((a, b) => string.CompareOrdinal(NameOf(a), NameOf(b)));
        return files;
    }

    // A state that could not be read back would lock the user out of the container. Only text of the user's can cause
    // that; addresses and routes, of which there may be thousands, are not read again.
    private void Reread(ContainerConfig container, byte[] bytes)
    {
        string name = container.Name;
        try
        {
            byte[] text = bytes.Length < LongFile ? bytes : ConfigWriter.Write(WithoutAddresses(container));
            ConfigReader.Read(name, PathOf(name), text);
        }
        catch (ContainerNetException e)
        {
            throw new ContainerNetException(
                "InvalidState", CtErrorKind.InvalidArgument,
                $"The desired state of '{name}' can't be stored: it could not be read again. {e.Message}", name);
        }
    }

    private static ContainerConfig WithoutAddresses(ContainerConfig container)
    {
        ContainerConfig rest = container.Clone();
        foreach (InterfaceConfig config in rest.Interfaces)
        {
            config.AddressesV4.Clear();
            config.AddressesV6.Clear();
            config.RoutesV4.Clear();
            config.RoutesV6.Clear();
        }

        return rest;
    }

    private static string FileOf(string name)
    {
        NameRules.CheckContainer(name);
        return name + End;
    }
}
