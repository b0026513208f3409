using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>What users without privilege, and read-only file systems, hear.</summary>
public sealed class PermissionTests
{
    [Theory]
    [InlineData("/proc/containernet")]
    [InlineData("/sys/containernet")]
    public void Where_nothing_can_be_made_the_kernels_words_are_said(string directory)
    {
        var store = new ContainerStore(directory);
        Assert.Empty(store.Names());
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => store.Lock(TimeSpan.Zero));
        Assert.StartsWith($"Can't make '{directory}': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Kind, (CtErrorKind[])[CtErrorKind.PermissionDenied, CtErrorKind.KernelRefused]);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Without_root_the_error_says_what_lacks()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess == false, "needs root to become somebody else");
        using var dir = new TemporaryStore();
        using (dir.Store.Lock(TimeSpan.Zero)) dir.Store.Write(Samples.Full());
        File.SetUnixFileMode(dir.Directory, (UnixFileMode)0b111_000_000);
        Action[] uses =
        [
            () => dir.Store.Read("web01"), () => dir.Store.ReadAll(), () => dir.Store.LoadIndex(),
            () => dir.Store.Names(), () => dir.Store.Write(Samples.Full()), () => dir.Store.Delete("web01"),
            () => dir.Store.Lock(TimeSpan.Zero),
        ];
        foreach (Action use in uses)
        {
            ContainerNetException error = AsNobody(use);
            Assert.Equal(("PermissionDenied", CtErrorKind.PermissionDenied), (error.ErrorId, error.Kind));
            Assert.Contains("Permission denied", error.Message, StringComparison.Ordinal);
            Assert.StartsWith("Run as root", error.Remedy, StringComparison.Ordinal);
        }
    }

    // The file system's own user id is one of the thread: the rest of the tests stays root.
    private static ContainerNetException AsNobody(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            _ = Setfsuid(65534);
            thrown = Record.Exception(action);
        });
        thread.Start();
        thread.Join();
        return Assert.IsType<ContainerNetException>(thrown);
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Setfsuid(uint id);
}
