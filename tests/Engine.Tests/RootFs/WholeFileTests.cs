using System.Diagnostics;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;
using ContainerNet.Engine.RootFs.Ownership;

namespace ContainerNet.Engine.Tests.RootFs;

public sealed class WholeFileTests : IDisposable
{
    private const string Path = "/etc/systemd/network/05-containernet-eth0.network";
    private const string Original = "/etc/systemd/network/.05-containernet-eth0.network.containernet-orig";
    private const string Beside = "/etc/systemd/network/.05-containernet-eth0.network.containernet-new";
    private static readonly OwnedPattern Place = new("/etc/systemd/network", "05-containernet-*.network");
    private readonly ScratchRoot _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_is_made_with_its_directories_and_a_mark_that_sha256sum_agrees_with()
    {
        WriteOutcome outcome = Assert.Single(Apply("[Match]\n").Outcomes);
        Assert.Equal((Path, FileAction.Written), (outcome.Path, outcome.Action));
        Assert.Equal(outcome.Content, _scratch.Read(Path));
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("[Match]\n"u8));
        Assert.Equal("# Managed by ContainerNet; edits are kept, see about_ContainerNet_Distributions. sha256="
            + hash + "\n[Match]\n", _scratch.Read(Path));
        Assert.Equal((UnixFileMode)0x1a4, File.GetUnixFileMode(_scratch.On(Path)));
        Assert.Equal(["05-containernet-eth0.network"], _scratch.Names("/etc/systemd/network"));
    }

    [Fact]
    public void A_first_line_stays_first_and_the_comment_is_the_formats_own()
    {
        var file = new RenderedFile("/etc/net.sh", "ip link\n", 0x1ed, FileOwnership.Whole)
        { FirstLine = "#!/bin/sh", Comment = ";" };
        Apply(new RenderedConfig { Files = [file] });
        Assert.StartsWith("#!/bin/sh\n; Managed by", _scratch.Read("/etc/net.sh"), StringComparison.Ordinal);
        Assert.Equal(FileAction.Unchanged, Apply(new RenderedConfig { Files = [file] }).Outcomes[0].Action);
        string edited = _scratch.Read("/etc/net.sh").Replace("bin/sh", "bin/bash", StringComparison.Ordinal);
        _scratch.File("/etc/net.sh", edited);
        Assert.Equal(FileAction.Kept, Apply(new RenderedConfig { Files = [file] }).Outcomes[0].Action);
    }

    [Fact]
    public void Equal_bytes_are_not_written_and_other_bytes_are()
    {
        Apply("a\n");
        DateTime before = File.GetLastWriteTimeUtc(_scratch.On(Path));
        WriteResult again = Apply("a\n");
        Assert.Equal((FileAction.Unchanged, false), (again.Outcomes[0].Action, again.Changed));
        Assert.Equal(before, File.GetLastWriteTimeUtc(_scratch.On(Path)));
        Assert.Equal(FileAction.Written, Apply("b\n").Outcomes[0].Action);
        Assert.EndsWith("\nb\n", _scratch.Read(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_mode_is_put_right_though_the_bytes_are_equal()
    {
        Apply("a\n", 0x180);
        File.SetUnixFileMode(_scratch.On(Path), (UnixFileMode)0x1a4);
        Assert.Equal(FileAction.Written, Apply("a\n", 0x180).Outcomes[0].Action);
        Assert.Equal((UnixFileMode)0x180, File.GetUnixFileMode(_scratch.On(Path)));
    }

    [Theory]
    [InlineData("# mine\n", true)]
    [InlineData("\r\n", true)]
    [InlineData("no end", false)]
    public void An_edit_is_kept_and_ours_lies_beside_until_forced(string edit, bool atEnd)
    {
        Apply("a\n");
        string edited = atEnd ? _scratch.Read(Path) + edit
            : _scratch.Read(Path).Replace("a\n", edit, StringComparison.Ordinal);
        _scratch.File(Path, edited);
        WriteResult result = Apply("b\n");
        Assert.Equal(FileAction.Kept, result.Outcomes[0].Action);
        Assert.Contains(".containernet-new", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(edited, _scratch.Read(Path));
        Assert.EndsWith("\nb\n", _scratch.Read(Beside), StringComparison.Ordinal);
        Assert.Equal(FileAction.Written, Apply("b\n", options: new WriteOptions { Force = true }).Outcomes[0].Action);
        Assert.EndsWith("\nb\n", _scratch.Read(Path), StringComparison.Ordinal);
        Assert.False(_scratch.Exists(Beside));
    }

    [Fact]
    public void An_edited_file_that_is_no_longer_wanted_is_kept_with_a_warning_until_forced()
    {
        Apply("a\n");
        _scratch.File(Path, _scratch.Read(Path) + "# mine\n");
        Apply("b\n");
        Assert.Equal(FileAction.Kept, Remove().Outcomes[0].Action);
        Assert.False(_scratch.Exists(Beside));
        Assert.Equal(FileAction.Removed, Remove(new WriteOptions { Force = true }).Outcomes[0].Action);
        Assert.Empty(_scratch.Names("/etc/systemd/network"));
    }

    [Fact]
    public void A_foreign_file_is_saved_once_and_given_back()
    {
        _scratch.File(Path, "theirs\r\nno end", (UnixFileMode)0x1a0);
        var time = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_scratch.On(Path), time);
        Assert.Equal(FileAction.Written, Apply("a\n").Outcomes[0].Action);
        Apply("b\n");
        Assert.Equal("theirs\r\nno end", _scratch.Read(Original));
        Assert.Equal(FileAction.Restored, Remove().Outcomes[0].Action);
        Assert.Equal(("theirs\r\nno end", time), (_scratch.Read(Path), File.GetLastWriteTimeUtc(_scratch.On(Path))));
        Assert.Equal((UnixFileMode)0x1a0, File.GetUnixFileMode(_scratch.On(Path)));
        Assert.Equal(["05-containernet-eth0.network"], _scratch.Names("/etc/systemd/network"));
    }

    [Fact]
    public void A_second_foreign_file_is_kept_since_neither_may_be_lost()
    {
        _scratch.File(Path, "first\n");
        Apply("a\n");
        _scratch.File(Path, "second\n");
        Assert.Equal(FileAction.Kept, Apply("a\n").Outcomes[0].Action);
        Assert.Equal(("first\n", "second\n"), (_scratch.Read(Original), _scratch.Read(Path)));
        _scratch.File(Path, "first\n");
        Assert.Equal(FileAction.Written, Apply("a\n").Outcomes[0].Action);
    }

    [Fact]
    public void An_original_whose_replacement_was_deleted_by_hand_comes_back()
    {
        _scratch.File(Path, "theirs\n");
        Apply("a\n");
        File.Delete(_scratch.On(Path));
        Assert.Equal(FileAction.Restored, Remove().Outcomes[0].Action);
        Assert.Equal("theirs\n", _scratch.Read(Path));
    }

    [Fact]
    public void A_write_protected_file_is_the_administrators()
    {
        Apply("a\n");
        File.SetUnixFileMode(_scratch.On(Path), (UnixFileMode)0x124);
        var force = new WriteOptions { Force = true };
        foreach (WriteResult? result in new[] { Apply("b\n"), Apply("b\n", options: force), Remove() })
        {
            Assert.Equal(FileAction.Kept, result.Outcomes[0].Action);
            Assert.Contains("u-w", result.Warnings[0], StringComparison.Ordinal);
            Assert.EndsWith("\na\n", _scratch.Read(Path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Files_of_interfaces_that_are_gone_go_and_foreign_ones_of_such_names_stay()
    {
        Apply("a\n");
        _scratch.File("/etc/systemd/network/05-containernet-eth9.network", "theirs\n");
        _scratch.File("/etc/systemd/network/.05-containernet-eth9.network.swp", "editor\n");
        const string NewPath = "/etc/systemd/network/05-containernet-lan.network";
        var renamed = new RenderedFile(NewPath, "a\n", 0x1a4, FileOwnership.Whole);
        WriteResult result = Apply(new RenderedConfig { Files = [renamed], Owned = [Place] });
        Assert.Equal([FileAction.Written, FileAction.Removed], result.Outcomes.Select(o => o.Action));
        Assert.Equal(
            [".05-containernet-eth9.network.swp", "05-containernet-eth9.network", "05-containernet-lan.network"],
            _scratch.Names("/etc/systemd/network"));
    }

    [Fact]
    public void What_was_ours_is_found_by_its_record_too()
    {
        WriteResult before = Apply("a\n");
        WriteResult after = ApplyTo(new RenderedConfig(), before.Owned, null);
        Assert.Equal((Path, FileAction.Removed), (after.Outcomes[0].Path, after.Outcomes[0].Action));
        Assert.Empty(after.Owned);
    }

    [Fact]
    public void A_dry_run_says_the_same_and_does_nothing()
    {
        var dry = new WriteOptions { DryRun = true };
        Assert.Equal(FileAction.Written, Apply("a\n", options: dry).Outcomes[0].Action);
        Assert.False(Directory.Exists(_scratch.On("/etc/systemd")));
        _scratch.File(Path, "theirs\n");
        WriteResult planned = Apply("a\n", options: dry);
        Assert.Equal(["05-containernet-eth0.network"], _scratch.Names("/etc/systemd/network"));
        WriteResult done = Apply("a\n");
        Assert.Equal(done.Outcomes, planned.Outcomes);
        Assert.Equal(FileAction.Restored, Remove(dry).Outcomes[0].Action);
        Assert.Equal(done.Outcomes[0].Content, _scratch.Read(Path));
    }

    [Fact]
    public void A_change_can_be_taken_back_to_the_last_byte()
    {
        _scratch.File(Path, "theirs\n", (UnixFileMode)0x1a0);
        var time = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_scratch.On(Path), time);
        var other = new RenderedFile("/etc/new/deep/file", "x\n", 0x1a4, FileOwnership.Whole);
        var mine = new RenderedFile(Path, "a\n", 0x1a4, FileOwnership.Whole);
        using WriteResult result = Apply(new RenderedConfig { Files = [mine, other], Links = [new("/etc/wants/x", "../x")] });
        Assert.Empty(result.Revert());
        Assert.Equal(("theirs\n", time), (_scratch.Read(Path), File.GetLastWriteTimeUtc(_scratch.On(Path))));
        Assert.Equal((UnixFileMode)0x1a0, File.GetUnixFileMode(_scratch.On(Path)));
        Assert.Equal(["05-containernet-eth0.network"], _scratch.Names("/etc/systemd/network"));
        Assert.Equal(["network", "systemd"], _scratch.Names("/etc"));
    }

    [RootFact]
    public void All_that_is_made_belongs_to_the_containers_root()
    {
        OpenTests.Chown(_scratch.Root, 100_000);
        using RootFsHandle root = _scratch.Open((100_000, 100_000));
        var file = new RenderedFile(Path, "a\n", 0x180, FileOwnership.Whole);
        OwnedFiles.Apply(root, new RenderedConfig { Files = [file], Links = [new("/etc/wants/x", "../x")] }).Dispose();
        using Process find = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("find",
            [_scratch.On("/etc/systemd"), _scratch.On("/etc/wants"), "!", "(", "-uid", "100000", "-gid", "100000", ")"])
        { RedirectStandardOutput = true })!;
        Assert.Equal("", find.StandardOutput.ReadToEnd());
        // An image unpacked for another owner: equal bytes of the wrong owner are not enough.
        OpenTests.Chown(_scratch.On(Path), 0);
        using WriteResult again = OwnedFiles.Apply(root, new RenderedConfig { Files = [file] });
        Assert.Equal(FileAction.Written, again.Outcomes[0].Action);
    }

    [Fact]
    public void What_a_killed_writer_left_is_cleaned_up_once_it_is_old()
    {
        const string Old = ".containernet-0123456789abcdef";
        foreach (string name in new[] { Old, ".containernet-0123456789abcdee", ".containernet-x" })
            _scratch.File($"/etc/systemd/network/{name}", "half");
        File.SetLastWriteTimeUtc(_scratch.On($"/etc/systemd/network/{Old}"), DateTime.UnixEpoch);
        Remove();
        Assert.Equal([".containernet-0123456789abcdee", ".containernet-x"], _scratch.Names("/etc/systemd/network"));
    }

    [Fact]
    public void A_file_that_is_wanted_twice_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => Apply(new RenderedConfig
        {
            Files = [new("/etc/x", "", 0x1a4, FileOwnership.Whole), new("/etc/x", "", 0x1a4, FileOwnership.Whole)],
        }));

    [Fact]
    public void A_mark_in_bytes_that_are_no_text_is_judged_all_the_same()
    {
        Assert.Equal(MarkState.Foreign, OwnershipMark.Judge([0xff, 0xfe, (byte)'\n', 0]));
        Assert.Equal(MarkState.Foreign, OwnershipMark.Judge([]));
        Assert.Equal(MarkState.Edited, OwnershipMark.Judge("# Managed by ContainerNet. sha256="u8));
        byte[] stamped = OwnershipMark.Stamp(new RenderedFile("/x", "é\n", 0, FileOwnership.Whole));
        Assert.Equal(MarkState.Ours, OwnershipMark.Judge(stamped));
        Assert.Equal(MarkState.Foreign, OwnershipMark.Judge([(byte)'\n', (byte)'\n', .. stamped]));
    }

    private WriteResult Apply(string content, int mode = 0x1a4, WriteOptions? options = null) =>
        ApplyTo(new RenderedConfig { Files = [new(Path, content, mode, FileOwnership.Whole)], Owned = [Place] },
            null, options);

    private WriteResult Apply(RenderedConfig config) => ApplyTo(config, null, null);

    private WriteResult Remove(WriteOptions? options = null) =>
        ApplyTo(new RenderedConfig { Owned = [Place] }, null, options);

    private WriteResult ApplyTo(
        RenderedConfig config, IReadOnlyList<WrittenEntry>? previous, WriteOptions? options)
    {
        using RootFsHandle root = _scratch.Open();
        return OwnedFiles.Apply(root, config, previous, options);
    }
}
