using System.Runtime.InteropServices;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;
using ContainerNet.Engine.RootFs.Ownership;

namespace ContainerNet.Engine.Tests.RootFs;

/// <summary>
/// What a container's root can plant: nothing outside may change, nothing may wait, and the user hears of it.
/// </summary>
public sealed class HostileTests : IDisposable
{
    private const string Interfaces = "/etc/network/interfaces";
    private const string Dropin = "/etc/network/interfaces.d/containernet-eth0";
    private readonly ScratchRoot _scratch = new();
    private readonly string _before;

    public HostileTests() => _before = _scratch.OutsideState();

    public void Dispose()
    {
        string after = _scratch.OutsideState();
        _scratch.Dispose();
        Assert.Equal(_before, after);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("../../../../../../../..")]
    [InlineData("../..")]
    public void A_directory_that_is_a_link_upwards_ends_at_the_containers_root(string target)
    {
        Directory.Delete(_scratch.On("/etc/network"));
        _scratch.Link("/etc/network", target);
        Assert.Empty(Apply().Warnings);
        Assert.True(_scratch.Exists("/interfaces"));
        Assert.True(_scratch.Exists("/interfaces.d/containernet-eth0"));
        Apply(wanted: false);
        Assert.False(_scratch.Exists("/interfaces"));
        Assert.False(_scratch.Exists("/interfaces.d/containernet-eth0"));
    }

    [Fact]
    public void A_directory_that_is_a_link_to_the_hosts_is_looked_for_inside()
    {
        Directory.Delete(_scratch.On("/etc/network"));
        _scratch.Link("/etc/network", _scratch.Outside);
        WriteResult result = Apply();
        // Inside, the link dangles: no directory is made where the container says.
        Assert.All(result.Outcomes, o => Assert.Equal(FileAction.Kept, o.Action));
        Assert.Equal(["secret"], Directory.EnumerateFileSystemEntries(_scratch.Outside).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../../../../../../etc/passwd")]
    [InlineData("/proc/self/root/etc/passwd")]
    [InlineData("interfaces")]
    [InlineData("nowhere")]
    public void A_file_that_is_a_link_is_neither_read_nor_replaced(string target)
    {
        _scratch.Link(Interfaces, target);
        _scratch.Link(Dropin, target);
        foreach (bool force in new[] { false, true })
        {
            WriteResult result = Apply(force: force);
            Assert.All(result.Outcomes, o => Assert.Equal(FileAction.Kept, o.Action));
            Assert.Equal(2, result.Warnings.Count(w => w.Contains("symbolic link", StringComparison.Ordinal)));
        }
        Apply(wanted: false);
        Assert.Equal(target, new FileInfo(_scratch.On(Interfaces)).LinkTarget);
    }

    [RootFact]
    public void Links_of_proc_lead_nowhere()
    {
        Directory.CreateDirectory(_scratch.On("/proc"));
        Directory.Delete(_scratch.On("/etc/network"));
        ScratchRoot.Run("mount", "--bind", "/proc", _scratch.On("/proc"));
        try
        {
            _scratch.Link("/etc/network", "/proc/self/cwd");
            Assert.All(Apply().Warnings, w => Assert.Contains("Refused", w, StringComparison.Ordinal));
            File.Delete(_scratch.On("/etc/network"));
            _scratch.Link("/etc/network", $"/proc/{Environment.ProcessId}/root{_scratch.Outside}");
            Assert.Equal(2, Apply().Warnings.Count);
        }
        finally
        {
            ScratchRoot.Run("umount", _scratch.On("/proc"));
        }
    }

    [RootFact]
    public void Fifos_devices_and_directories_are_left_alone()
    {
        _scratch.Fifo(Interfaces);
        Directory.CreateDirectory(_scratch.On("/etc/network/interfaces.d"));
        _scratch.Device(Dropin);
        Assert.Equal(2, Apply().Warnings.Count);
        Assert.Empty(Apply(wanted: false).Warnings);
        File.Delete(_scratch.On(Interfaces));
        File.Delete(_scratch.On(Dropin));
        Directory.CreateDirectory(_scratch.On(Interfaces));
        Directory.CreateDirectory(_scratch.On(Dropin));
        Assert.All(Apply().Warnings, w => Assert.Contains("directory", w, StringComparison.Ordinal));
        Assert.Empty(Apply(wanted: false).Warnings);
    }

    [RootFact]
    public void Backups_that_are_fifos_directories_or_links_are_survived()
    {
        foreach (string end in new[] { "orig", "new" })
        {
            string planted = $"/etc/network/interfaces.d/.containernet-eth0.containernet-{end}";
            foreach (Action plant in new Action[]
            {
                () => _scratch.Fifo(planted), () => Directory.CreateDirectory(_scratch.On(planted)),
                () => _scratch.Link(planted, "/etc/passwd"), () => _scratch.Link(planted, "."),
            })
            {
                Directory.CreateDirectory(_scratch.On("/etc/network/interfaces.d"));
                plant();
                foreach (string text in new[] { "theirs\n", "# Managed by ContainerNet sha256=0\n" })
                {
                    _scratch.File(Dropin, text);
                    Apply();
                    Apply(force: true);
                    Apply(wanted: false);
                }
                Directory.Delete(_scratch.On("/etc/network/interfaces.d"), recursive: true);
            }
        }
    }

    [Fact]
    public void A_file_in_place_of_a_directory_is_refused()
    {
        Directory.Delete(_scratch.On("/etc/network"));
        _scratch.File("/etc/network", "I am a file");
        WriteResult result = Apply();
        Assert.Equal([FileAction.Kept, FileAction.Kept], result.Outcomes.Select(o => o.Action));
        Assert.Contains("/etc/network", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("I am a file", _scratch.Read("/etc/network"));
    }

    [Fact]
    public void A_sparse_giant_is_left_alone_at_once()
    {
        foreach (string path in new[] { Interfaces, Dropin })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_scratch.On(path))!);
            using FileStream file = File.Create(_scratch.On(path));
            file.SetLength(1L << 30);
        }
        Within.Seconds(60, () =>
            Assert.All(Apply().Warnings, w => Assert.Contains("larger", w, StringComparison.Ordinal)));
        Assert.Empty(Apply(wanted: false).Warnings);
    }

    [Fact]
    public void Another_name_of_a_host_file_is_not_written_through()
    {
        ScratchRoot.Run("ln", $"{_scratch.Outside}/secret", _scratch.On(Interfaces));
        Directory.CreateDirectory(_scratch.On("/etc/network/interfaces.d"));
        ScratchRoot.Run("ln", $"{_scratch.Outside}/secret", _scratch.On(Dropin));
        Assert.Empty(Apply().Warnings);
        Assert.Contains("BEGIN", _scratch.Read(Interfaces), StringComparison.Ordinal);
        Assert.Contains("Managed", _scratch.Read(Dropin), StringComparison.Ordinal);
        using WriteResult result = Apply(force: true, mode: 0x180);
        Assert.Empty(result.Revert());
    }

    [Theory]
    [InlineData("/etc/network/interfaces.d/containernet-a\nb")]
    [InlineData("/etc/network/interfaces.d/containernet-\u001b[31m")]
    public void Names_with_line_ends_are_not_taken_for_ours(string name)
    {
        _scratch.File(name, "auto evil\n");
        Assert.Empty(Apply().Warnings);
        Apply(wanted: false);
        Assert.Equal("auto evil\n", _scratch.Read(name));
    }

    [Fact]
    public void Our_temporary_names_are_not_to_be_guessed()
    {
        for (int i = 0; i < 256; i++)
            _scratch.Link($"/etc/network/.containernet-{i:x16}", $"{_scratch.Outside}/planted");
        Assert.Empty(Apply().Warnings);
        Assert.Equal(256, _scratch.Names("/etc/network").Count(AtomicEntry.IsTemporary));
    }

    [Fact]
    public void A_directory_with_too_many_names_is_not_read_to_its_end()
    {
        for (int i = 0; i < 20; i++)
            _scratch.File($"/etc/network/{i}", "");
        using RootFsHandle root = _scratch.Open();
        using RootFsDirectory directory = root.OpenDirectory("/etc/network")!;
        Assert.Equal(20, directory.Names(20).Count);
        OpenTests.AssertError("RootFsDirectoryTooLarge", CtErrorKind.InvalidData, () => directory.Names(19));
    }

    [Fact]
    public void A_directory_that_keeps_turning_into_a_link_never_leads_outside()
    {
        bool stop = false;
        var flipper = new Thread(() => Flip(ref stop)) { IsBackground = true };
        flipper.Start();
        try
        {
            Within.Seconds(60, () =>
            {
                for (DateTime end = DateTime.UtcNow.AddSeconds(2); DateTime.UtcNow < end;)
                {
                    try
                    {
                        Apply().Dispose();
                        Apply(wanted: false).Dispose();
                    }
                    catch (ContainerNetException)
                    {
                        // Lost the race in a way that is no link's fault: the error is clear, and nothing else matters.
                    }
                }
            });
        }
        finally
        {
            Volatile.Write(ref stop, true);
            flipper.Join();
        }
        Assert.Equal(["secret"], Directory.EnumerateFileSystemEntries(_scratch.Outside).Select(Path.GetFileName));
    }

    private void Flip(ref bool stop)
    {
        const int Here = -100; // AT_FDCWD
        const uint Exchange = 2;
        (string? there, string? link) = (_scratch.On("/etc/network"), _scratch.On("/etc/link"));
        File.CreateSymbolicLink(link, _scratch.Outside);
        while (!Volatile.Read(ref stop))
            Assert.Equal(0, RenameAt2(Here, there, Here, link, Exchange));
    }

    [DllImport("libc", EntryPoint = "renameat2")]
    private static extern int RenameAt2(int fromDirectory, [MarshalAs(UnmanagedType.LPUTF8Str)] string from,
        int toDirectory, [MarshalAs(UnmanagedType.LPUTF8Str)] string to, uint flags);

    private WriteResult Apply(bool wanted = true, bool force = false, int mode = 0x1a4)
    {
        WriteResult? result = null;
        Within.Seconds(60, () =>
        {
            using RootFsHandle root = _scratch.Open();
            result = OwnedFiles.Apply(root, new RenderedConfig
            {
                Files = !wanted ? [] :
                [
                    new RenderedFile(Interfaces, "auto eth0\n", mode, FileOwnership.Block),
                    new RenderedFile(Dropin, "auto eth0\n", mode, FileOwnership.Whole),
                ],
                Owned = [new("/etc/network", "interfaces"), new("/etc/network/interfaces.d", "containernet-*")],
            }, null, new WriteOptions { Force = force });
        });
        return result!;
    }
}
