using ContainerNet.Netlink.Interop;

namespace ContainerNet.Netlink;

/// <content>Namespaces with a name, in the way of <c>ip netns</c>.</content>
public sealed partial class NetworkNamespace
{
    /// <summary>The folder of named namespaces, the same as that of <c>ip netns</c>.</summary>
    public const string Directory = "/run/netns";

    /// <summary>Opens the namespace of a name.</summary>
    /// <param name="name">The name, as <c>ip netns list</c> shows it.</param>
    /// <exception cref="ArgumentException">The name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">It cannot be opened; ENOENT when there is none of the name.</exception>
    public static NetworkNamespace OpenNamed(string name) => Open(PathOf(name));

    /// <summary>
    /// Makes a namespace with a name, as <c>ip netns add</c> does: its loopback is down. When a step fails, those
    /// before it are undone.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">The name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">A step fails; EEXIST when the name is taken.</exception>
    public static NetworkNamespace Create(string name)
    {
        string path = PathOf(name);
        return ThrowAwayThread.Run(() =>
        {
            PrepareDirectory();
            return CreateOnThisThread(path);
        });
    }

    /// <summary>
    /// Makes namespaces with names, all or none, with a single thread: that takes little more than half
    /// the processor time of <see cref="Create"/> for each.
    /// </summary>
    /// <param name="names">The names.</param>
    /// <param name="inside">What to do inside each, while the thread is there: a later visit would cost as much again.</param>
    /// <returns>A namespace for each name, in the same order.</returns>
    /// <exception cref="ArgumentException">A name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">
    /// A step fails, EEXIST when a name is taken. The namespaces made before it are deleted again.
    /// </exception>
    /// <remarks>What <paramref name="inside"/> throws is thrown here, and the namespaces are deleted again.</remarks>
    public static IReadOnlyList<NetworkNamespace> CreateAll(IReadOnlyList<string> names, Action? inside = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] paths = [.. names.Select(PathOf)];
        return ThrowAwayThread.Run(() =>
        {
            PrepareDirectory();
            var created = new List<NetworkNamespace>(paths.Length);
            try
            {
                foreach (string path in paths)
                {
                    created.Add(CreateOnThisThread(path));
                    inside?.Invoke();
                }
                return created;
            }
            catch
            {
                foreach (NetworkNamespace networkNamespace in created)
                {
                    Undo(networkNamespace._origin);
                    networkNamespace.Dispose();
                }
                throw;
            }
        });
    }

    /// <summary>Leaves the thread in the new namespace.</summary>
    private static NetworkNamespace CreateOnThisThread(string path)
    {
        SystemCalls.CreateExclusively(path);
        try
        {
            SystemCalls.UnshareNetwork();
            Errno error = SystemCalls.TryMount(OfThisThread, path, SystemCalls.MountBind);
            return error == Errno.None ? Open(path) : throw new NetlinkException(error, $"mount {path}");
        }
        catch
        {
            Undo(path);
            throw;
        }
    }

    private static void Undo(string path)
    {
        SystemCalls.TryUnmountLazily(path);
        SystemCalls.TryUnlink(path);
    }

    /// <summary>
    /// Takes the name away. The namespace goes as soon as nothing else uses it; this does not wait for that.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">The name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">A step fails; ENOENT when there is none of the name.</exception>
    public static void Delete(string name)
    {
        if (!TryDelete(name))
            throw new NetlinkException(Errno.ENOENT, $"delete network namespace {name}");
    }

    /// <summary>Takes the name away, when it is there; see <see cref="Delete"/>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="ArgumentException">The name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">A step fails.</exception>
    public static bool TryDelete(string name)
    {
        string path = PathOf(name);
        Errno error = SystemCalls.TryUnmountLazily(path);

        // EINVAL: the file is no mount point, as after a crash between making the file and mounting on it.
        if (error is Errno.None or Errno.EINVAL)
            error = SystemCalls.TryUnlink(path);
        if (error is not (Errno.None or Errno.ENOENT))
            throw new NetlinkException(error, $"delete network namespace {name}");
        return error == Errno.None;
    }

    /// <summary>
    /// The names of the namespaces in <see cref="Directory"/>, sorted. Files that are none are left out.
    /// </summary>
    public static IReadOnlyList<string> List()
    {
        if (!System.IO.Directory.Exists(Directory))
            return [];
        var names = new List<string>();
        foreach (string path in System.IO.Directory.EnumerateFiles(Directory))
        {
            string name = Path.GetFileName(path);
            if (Exists(name))
                names.Add(name);
        }
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Whether the name stands for a network namespace. A file of the name alone is not enough.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">The name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">The file is there and cannot be opened.</exception>
    public static bool Exists(string name)
    {
        using FileDescriptor? file = SystemCalls.TryOpenRead(PathOf(name));
        return file is not null && SystemCalls.IsNetworkNamespace(file);
    }

    private static string PathOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name is "." or ".." || name.AsSpan().ContainsAny('/', '\0'))
            throw new ArgumentException($"'{name}' cannot be the name of a network namespace.", nameof(name));
        return $"{Directory}/{name}";
    }

    /// <summary>
    /// Makes the folder, and makes it a shared mount point: a namespace mounted later is then seen, and can be
    /// unmounted, in every mount namespace that has the folder. The lock is the one that <c>ip netns</c> takes.
    /// </summary>
    private static void PrepareDirectory()
    {
        SystemCalls.MakeDirectory(Directory);
        using FileDescriptor folder = SystemCalls.OpenDirectory(Directory);
        SystemCalls.Lock(folder, Directory);
        Errno error = SystemCalls.TryMount("", Directory, SystemCalls.MountSharedRecursive);

        // EINVAL: not a mount point yet.
        if (error == Errno.EINVAL)
        {
            error = SystemCalls.TryMount(Directory, Directory, SystemCalls.MountBindRecursive);
            if (error == Errno.None)
                error = SystemCalls.TryMount("", Directory, SystemCalls.MountSharedRecursive);
        }
        if (error != Errno.None)
            throw new NetlinkException(error, $"make {Directory} a shared mount point");
    }
}
