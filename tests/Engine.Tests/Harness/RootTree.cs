using System.Security.Cryptography;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>A root file system of a few files, for a container that nothing runs in.</summary>
internal sealed class RootTree : IDisposable
{
    public const string Drop = "/etc/network/interfaces.d/containernet-";

    /// <summary>A time that no file gets by being written.</summary>
    public static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private const string Interfaces = """
        # the administrator's own words
        auto lo
        iface lo inet loopback
        source /etc/network/interfaces.d/*

        """;

    private RootTree()
    {
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("containernet-root-").FullName;

    /// <summary>A Debian as its installer leaves it.</summary>
    public static RootTree Debian()
    {
        var tree = new RootTree();
        tree.Write("/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian 12\"\n");
        tree.Write("/etc/network/interfaces", Interfaces);
        tree.Write("/usr/sbin/ifup", "");
        return tree;
    }

    /// <summary>A system that nobody has heard of.</summary>
    public static RootTree Unknown()
    {
        var tree = new RootTree();
        tree.Write("/etc/os-release", "ID=novelty\nPRETTY_NAME=\"Novelty 1\"\n");
        return tree;
    }

    /// <summary>Adds busybox, and an init that is a script for it.</summary>
    public void AddInit(string script)
    {
        const string Busybox = "/opt/containernet-test/busybox-static/bin/busybox";
        Requirement.Programs(Busybox);
        Directory.CreateDirectory(PathOf("/bin"));
        Directory.CreateDirectory(PathOf("/proc"));
        File.Copy(Busybox, PathOf("/bin/busybox"));
        Write("/sbin/init", $"#!/bin/busybox sh\n{script}\n");
        File.SetUnixFileMode(PathOf("/sbin/init"), File.GetUnixFileMode(PathOf("/bin/busybox")));
    }

    public string PathOf(string path) => Folder + path;

    public string Read(string path) => File.ReadAllText(PathOf(path));

    public bool Has(string path) => File.Exists(PathOf(path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>Makes all files old.</summary>
    public void Age()
    {
        foreach (string file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, LongAgo);
        }
    }

    /// <summary>The files that were made or replaced since all were made old.</summary>
    public IEnumerable<string> New() => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(f => File.GetLastWriteTimeUtc(f) != LongAgo)
        .Select(f => f[Folder.Length..])
        .Order(StringComparer.Ordinal);

    /// <summary>Every name in the tree, with the time, the mode and the hash of its file.</summary>
    public IEnumerable<string> Entries() => Directory
        .GetFileSystemEntries(Folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(e => $"{e} {File.GetUnixFileMode(e)} {(File.Exists(e) ? Hash(e) : "")}");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Hash(string file) =>
        $"{File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}";
}
