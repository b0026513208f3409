using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.RootFs;

public sealed class ViewTests : IDisposable
{
    private readonly ScratchRoot _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Files_directories_links_and_names_are_told_apart()
    {
        _scratch.File("/etc/hostname", "c\n");
        _scratch.Link("/etc/link", "hostname");
        _scratch.Link("/etc/dangling", "nowhere");
        using RootFsHandle root = _scratch.Open();
        Assert.Equal((true, false, true), Kinds(root, "/etc/hostname"));
        Assert.Equal((true, false, true), Kinds(root, "/etc/link"));
        Assert.Equal((false, false, true), Kinds(root, "/etc/dangling"));
        Assert.Equal((false, true, true), Kinds(root, "/etc"));
        Assert.Equal((false, true, true), Kinds(root, "/"));
        Assert.Equal((false, false, false), Kinds(root, "/etc/hostname/below"));
        Assert.Equal("hostname", root.ReadLink("/etc/link"));
        Assert.Null(root.ReadLink("/etc/hostname"));
        Assert.Null(root.ReadLink("/etc/nowhere"));
        Assert.Equal(["dangling", "hostname", "link", "network"], root.List("/etc"));
        Assert.Empty(root.List("/etc/hostname"));
        Assert.Empty(root.List("/nowhere"));
    }

    [Fact]
    public void Text_is_read_through_links_as_the_container_sees_them()
    {
        _scratch.File("/usr/lib/os-release", "ID=arch\n");
        _scratch.Link("/etc/os-release", "../../../../usr/lib/os-release");
        _scratch.Link("/etc/absolute", "/usr/lib/os-release");
        using RootFsHandle root = _scratch.Open();
        Assert.Equal("ID=arch\n", root.ReadText("/etc/os-release"));
        Assert.Equal("ID=arch\n", root.ReadText("/etc/absolute"));
        Assert.Null(root.ReadText("/etc/nowhere"));
        Assert.Null(root.ReadText("/etc"));
    }

    [Fact]
    public void The_limit_is_the_largest_that_is_read()
    {
        _scratch.File("/etc/full", new string('x', 10_000));
        _scratch.File("/etc/empty", "");
        using RootFsHandle root = _scratch.Open();
        Assert.Equal(10_000, root.ReadText("/etc/full", 10_000)!.Length);
        Assert.Equal("", root.ReadText("/etc/empty"));
        OpenTests.AssertError("RootFsFileTooLarge", CtErrorKind.InvalidData, () => root.ReadText("/etc/full", 9_999));
    }

    [Fact]
    public void A_sparse_giant_is_refused_at_once()
    {
        using (FileStream file = File.Create(_scratch.On("/etc/network/interfaces.head")))
            file.SetLength(1L << 30);
        using RootFsHandle root = _scratch.Open();
        Within.Seconds(60, () => OpenTests.AssertError("RootFsFileTooLarge", CtErrorKind.InvalidData,
            () => root.ReadText("/etc/network/interfaces.head")));
    }

    [RootFact]
    public void A_fifo_or_device_is_refused_and_never_opened()
    {
        _scratch.Fifo("/etc/os-release");
        _scratch.Device("/etc/console");
        using RootFsHandle root = _scratch.Open();
        foreach (string path in new[] { "/etc/os-release", "/etc/console" })
        {
            Within.Seconds(60, () => OpenTests.AssertError("RootFsNotRegular", CtErrorKind.InvalidData,
                () => root.ReadText(path)));
            Assert.Equal((false, false, true), Kinds(root, path));
        }
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../../../../../../../etc/passwd")]
    public void A_link_to_the_hosts_file_ends_in_the_container(string target)
    {
        _scratch.Link("/etc/os-release", target);
        using RootFsHandle root = _scratch.Open();
        Assert.Null(root.ReadText("/etc/os-release"));
        Assert.False(root.FileExists("/etc/os-release"));
        Assert.True(root.EntryExists("/etc/os-release"));
    }

    [Fact]
    public void A_loop_is_no_file_and_can_not_be_read()
    {
        _scratch.Link("/etc/a", "b");
        _scratch.Link("/etc/b", "a");
        using RootFsHandle root = _scratch.Open();
        Assert.Equal((false, false, true), Kinds(root, "/etc/a"));
        OpenTests.AssertError("RootFsLinkRefused", CtErrorKind.InvalidData, () => root.ReadText("/etc/a"));
        OpenTests.AssertError("RootFsLinkRefused", CtErrorKind.InvalidData, () => root.List("/etc/a"));
    }

    [RootFact]
    public void Links_of_proc_are_not_followed()
    {
        // As a running container would have it: its /proc is the kernel's, and /proc/1/root would be a way out.
        Directory.CreateDirectory(_scratch.On("/proc"));
        using var mount = System.Diagnostics.Process.Start("mount", ["--bind", "/proc", _scratch.On("/proc")]);
        mount.WaitForExit();
        try
        {
            using RootFsHandle root = _scratch.Open();
            _scratch.Link("/etc/os-release", $"/proc/{Environment.ProcessId}/root/etc/passwd");
            _scratch.Link("/etc/netplan", $"/proc/{Environment.ProcessId}/cwd");
            OpenTests.AssertError("RootFsLinkRefused", CtErrorKind.InvalidData, () => root.ReadText("/etc/os-release"));
            OpenTests.AssertError("RootFsLinkRefused", CtErrorKind.InvalidData, () => root.List("/etc/netplan"));
            // Made up by the kernel, without a size: reading /proc/kmsg would take the host's messages away.
            Assert.Equal("", root.ReadText("/proc/kmsg"));
        }
        finally
        {
            using var unmount = System.Diagnostics.Process.Start("umount", [_scratch.On("/proc")]);
            unmount.WaitForExit();
        }
    }

    [Fact]
    public void Names_may_have_line_ends_in_them_and_bytes_that_are_no_text_are_passed_over()
    {
        _scratch.File("/etc/network/two\nlines", "x");
        using (var shell = System.Diagnostics.Process.Start("sh",
            ["-c", $"cd '{_scratch.On("/etc/network")}' && touch \"$(printf 'bad\\377')\""]))
        {
            shell.WaitForExit();
        }

        using RootFsHandle root = _scratch.Open();
        Assert.Equal(["two\nlines"], root.List("/etc/network"));
        Assert.Equal("x", root.ReadText("/etc/network/two\nlines"));
    }

    [Fact]
    public void A_nul_in_a_path_is_refused()
    {
        using RootFsHandle root = _scratch.Open();
        Assert.Throws<ArgumentException>(() => root.ReadText("/etc/passwd\0x"));
    }

    private static (bool File, bool Directory, bool Entry) Kinds(RootFsHandle root, string path) =>
        (root.FileExists(path), root.DirectoryExists(path), root.EntryExists(path));
}
