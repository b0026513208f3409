using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;
using Tmds.Linux;

namespace ContainerNet.Engine.Tests.RootFs;

/// <summary>A root file system to be hostile in, and a directory beside it that nothing may reach.</summary>
internal sealed class ScratchRoot : IDisposable
{
    public ScratchRoot()
    {
        Base = Directory.CreateTempSubdirectory("containernet-").FullName;
        Root = $"{Base}/rootfs";
        Outside = $"{Base}/outside";
        Directory.CreateDirectory($"{Root}/etc/network");
        Directory.CreateDirectory(Outside);
        System.IO.File.WriteAllText($"{Outside}/secret", "the host's\n");
    }

    public static (uint Uid, uint Gid) Me => ((uint)LibC.geteuid(), (uint)LibC.getegid());

    public string Base { get; }

    public string Root { get; }

    public string Outside { get; }

    public RootFsHandle Open((uint Uid, uint Gid)? owner = null) => RootFsHandle.Open(Root, owner ?? Me);

    public string On(string path) => Root + path;

    public void File(string path, string text, UnixFileMode? mode = null) =>
        File(path, Encoding.UTF8.GetBytes(text), mode);

    public void File(string path, byte[] content, UnixFileMode? mode = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(On(path))!);
        System.IO.File.WriteAllBytes(On(path), content);
        if (mode is not null)
            System.IO.File.SetUnixFileMode(On(path), mode.Value);
    }

    public void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(On(path))!);
        System.IO.File.CreateSymbolicLink(On(path), target);
    }

    public void Fifo(string path) => Run("mkfifo", On(path));

    /// <summary>The console's device: opening it without O_NOCTTY could make it ours, reading it would wait.</summary>
    public void Device(string path) => Run("mknod", On(path), "c", "5", "1");

    public string Read(string path) => System.IO.File.ReadAllText(On(path));

    public bool Exists(string path) => System.IO.File.Exists(On(path));

    public IReadOnlyList<string> Names(string path) =>
        [.. new DirectoryInfo(On(path)).EnumerateFileSystemInfos().Select(e => e.Name).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Everything a container could aim at: the directory beside, and the host's own /, /etc and passwd.
    /// </summary>
    public string OutsideState()
    {
        var text = new StringBuilder();
        foreach (FileSystemInfo entry in new DirectoryInfo(Outside).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            text.Append(entry.FullName).Append(entry.UnixFileMode).Append(entry.LastWriteTimeUtc.Ticks).Append('\n');
        text.Append(System.IO.File.ReadAllText($"{Outside}/secret"));
        foreach (string directory in new[] { "/", "/etc", "/etc/network" })
        {
            if (Directory.Exists(directory))
                text.AppendJoin('\n', Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal));
        }

        text.Append(Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes("/etc/passwd"))));
        return text.ToString();
    }

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public void Dispose() => Run("rm", "-rf", "--one-file-system", Base);
}
