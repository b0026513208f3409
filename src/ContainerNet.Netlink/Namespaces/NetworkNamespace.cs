using ContainerNet.Netlink.Interop;

namespace ContainerNet.Netlink;

/// <summary>A network namespace, held open by a file descriptor: it lives at least as long as this object.</summary>
public sealed partial class NetworkNamespace : IDisposable
{
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

    /// <summary>Opens the namespace of a process.</summary>
    /// <param name="pid">
    /// The process. Numbers are used again: to be sure, look after the call whether it is still the process meant.
    /// </param>
    /// <exception cref="NetlinkException">It cannot be opened; ENOENT when there is no such process.</exception>
    public static NetworkNamespace OpenByPid(int pid)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pid);
        return Open($"/proc/{pid}/ns/net");
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
}
