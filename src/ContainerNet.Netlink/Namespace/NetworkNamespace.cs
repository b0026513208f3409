using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>
/// A network namespace, held open by a file descriptor: it lives at least as long as this object. Namespaces with a
/// name are made, found and deleted in the way of <c>ip netns</c>.
/// </summary>
public sealed class NetworkNamespace : IDisposable
{
    /// <summary>The folder of named namespaces, the same as that of <c>ip netns</c>.</summary>
    public const string Directory = "/run/netns";

    private const string OfThisThread = "/proc/thread-self/ns/net";

    private readonly string _origin;

    private NetworkNamespace(FileDescriptor descriptor, string origin)
    {
        Descriptor = descriptor;
        _origin = origin;
    }

    internal FileDescriptor Descriptor { get; }

    /// <summary>The number that tells namespaces apart: the inode of the namespace's file.</summary>
    /// <exception cref="ObjectDisposedException">The namespace is disposed.</exception>
    public ulong Inode => SystemCalls.InodeOf(Descriptor);

    /// <summary>
    /// What tells the namespace from any other, also from a later one: the kernel gives the number of one that has gone
    /// to the next. It is what <c>stat -L -c '%i %.7Y'</c> says of the namespace's file, as long as that is mounted or
    /// open.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The namespace is disposed.</exception>
    public string Identity => SystemCalls.IdentityOf(Descriptor);

    /// <summary>Opens the namespace of the calling thread.</summary>
    /// <exception cref="NetlinkException">It cannot be opened.</exception>
    public static NetworkNamespace OpenCurrent() => Open(OfThisThread);

    /// <summary>Opens the namespace that a file such as /proc/1/ns/net stands for.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="NetlinkException">
    /// It cannot be opened; <see cref="Errno.EINVAL"/> when it is something else than a network namespace.
    /// </exception>
    public static NetworkNamespace Open(string path)
    {
        FileDescriptor descriptor = SystemCalls.OpenRead(path);
        if (SystemCalls.IsNetworkNamespace(descriptor))
            return new NetworkNamespace(descriptor, path);
        descriptor.Dispose();
        throw new NetlinkException(Errno.EINVAL, $"open {path} as a network namespace");
    }

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
    /// <param name="inside">What to do inside, before the namespace has its name.</param>
    /// <exception cref="ArgumentException">The name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">A step fails; EEXIST when the name is taken.</exception>
    /// <remarks>What <paramref name="inside"/> throws is thrown here, and the namespace is gone.</remarks>
    public static NetworkNamespace Create(string name, Action<NetworkNamespace>? inside = null)
    {
        string path = PathOf(name);
        return ThrowAwayThread.Run(() =>
        {
            PrepareDirectory();
            return CreateOnThisThread(path, inside);
        });
    }

    /// <summary>
    /// Makes namespaces with names, all or none, with a single thread: that takes little more than half
    /// the processor time of <see cref="Create"/> for each.
    /// </summary>
    /// <param name="names">The names.</param>
    /// <param name="inside">
    /// What to do inside each, before it has its name: the thread is there, and a later visit costs as much.
    /// </param>
    /// <returns>A namespace for each name, in the same order.</returns>
    /// <exception cref="ArgumentException">A name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">
    /// A step fails, EEXIST when a name is taken. The namespaces made before it are deleted again.
    /// </exception>
    /// <remarks>What <paramref name="inside"/> throws is thrown here, and the namespaces are deleted again.</remarks>
    public static IReadOnlyList<NetworkNamespace> CreateAll(
        IReadOnlyList<string> names, Action<NetworkNamespace>? inside = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] paths = [.. names.Select(PathOf)];
        return ThrowAwayThread.Run(() =>
        {
            PrepareDirectory();
            var created = new List<NetworkNamespace>(paths.Length);
            try
            {
                foreach (string path in paths) created.Add(CreateOnThisThread(path, inside));
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

    /// <summary>
    /// Takes the name away, when it is there. The namespace goes as soon as nothing else uses it; this does not wait
    /// for that.
    /// </summary>
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

    /// <summary>Whether the name stands for a network namespace. A file of the name alone is not enough.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">The name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">The file is there and cannot be opened.</exception>
    public static bool Exists(string name)
    {
        using FileDescriptor? file = SystemCalls.TryOpenRead(PathOf(name));
        return file is not null && SystemCalls.IsNetworkNamespace(file);
    }

    /// <summary>
    /// Makes a namespace without a name. It lives as long as this object, or a process or mount that uses it.
    /// </summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example EPERM without CAP_SYS_ADMIN.</exception>
    public static NetworkNamespace CreateAnonymous() => ThrowAwayThread.Run(() =>
    {
        SystemCalls.UnshareNetwork();
        return OpenCurrent();
    });

    /// <summary>Runs a function on a new thread inside the namespace and waits for it.</summary>
    /// <param name="function">
    /// The function. What it starts (processes, sockets) belongs to the namespace; threads of the pool and
    /// continuations of await do not.
    /// </param>
    /// <returns>What the function returns.</returns>
    /// <exception cref="NetlinkException">The namespace cannot be entered.</exception>
    /// <exception cref="ObjectDisposedException">The namespace is disposed.</exception>
    /// <remarks>What the function throws is thrown here, with its own stack.</remarks>
    public T Run<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return ThrowAwayThread.Run(() =>
        {
            SystemCalls.EnterNetwork(Descriptor);
            return function();
        });
    }

    /// <summary>Runs an action on a new thread inside the namespace and waits for it.</summary>
    /// <param name="action">The action; see <see cref="Run{T}"/>.</param>
    /// <exception cref="NetlinkException">The namespace cannot be entered.</exception>
    /// <exception cref="ObjectDisposedException">The namespace is disposed.</exception>
    public void Run(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Run(() =>
        {
            action();
            return true;
        });
    }

    /// <summary>
    /// Runs an action inside each of several namespaces, on a single new thread that visits one after the other: a
    /// thread costs ten times what a visit does.
    /// </summary>
    /// <param name="networkNamespaces">The namespaces.</param>
    /// <param name="action">The action; gets the place of the namespace. Its first exception ends the round.</param>
    /// <exception cref="NetlinkException">A namespace cannot be entered.</exception>
    /// <exception cref="ObjectDisposedException">A namespace is disposed.</exception>
    public static void RunAll(IReadOnlyList<NetworkNamespace> networkNamespaces, Action<int> action)
    {
        ArgumentNullException.ThrowIfNull(networkNamespaces);
        ArgumentNullException.ThrowIfNull(action);
        ThrowAwayThread.Run(() =>
        {
            for (int place = 0; place < networkNamespaces.Count; place++)
            {
                SystemCalls.EnterNetwork(networkNamespaces[place].Descriptor);
                action(place);
            }

            return true;
        });
    }

    /// <summary>Where the namespace was opened.</summary>
    public override string ToString() => _origin;

    /// <summary>Closes the descriptor. The namespace goes when nothing else holds it.</summary>
    public void Dispose() => Descriptor.Dispose();

    /// <summary>Leaves the thread in the new namespace.</summary>
    private static NetworkNamespace CreateOnThisThread(string path, Action<NetworkNamespace>? inside)
    {
        SystemCalls.CreateExclusively(path);
        NetworkNamespace? made = null;
        try
        {
            SystemCalls.UnshareNetwork();
            made = new NetworkNamespace(SystemCalls.OpenRead(OfThisThread), path);
            inside?.Invoke(made);
            Errno error = SystemCalls.TryMount(OfThisThread, path, SystemCalls.MountBind);
            return error == Errno.None ? made : throw new NetlinkException(error, $"mount {path}");
        }
        catch
        {
            made?.Dispose();
            Undo(path);
            throw;
        }
    }

    private static void Undo(string path)
    {
        SystemCalls.TryUnmountLazily(path);
        SystemCalls.TryUnlink(path);
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
