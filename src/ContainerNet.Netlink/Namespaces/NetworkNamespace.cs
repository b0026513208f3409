using System.Diagnostics.CodeAnalysis;

namespace ContainerNet.Netlink;

/// <summary>A network namespace, held by a file descriptor.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Stub")]
public sealed class NetworkNamespace : IDisposable
{
    /// <summary>The folder of named namespaces.</summary>
    public const string Directory = "/run/netns";
    /// <summary>Stub.</summary>
    public ulong Inode => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static NetworkNamespace OpenCurrent() => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static NetworkNamespace Open(string path) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static NetworkNamespace OpenNamed(string name) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static NetworkNamespace OpenByPid(int pid) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static NetworkNamespace Create(string name) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static NetworkNamespace CreateAnonymous() => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static void Delete(string name) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static IReadOnlyList<string> List() => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static bool Exists(string name) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public T Run<T>(Func<T> function) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public void Run(Action action) => throw new NotImplementedException();
    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
