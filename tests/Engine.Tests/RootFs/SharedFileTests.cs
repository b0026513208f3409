using System.Text;
using ContainerNet.Engine.RootFs;
using ContainerNet.Engine.RootFs.Ownership;

namespace ContainerNet.Engine.Tests.RootFs;

public sealed class SharedFileTests : IDisposable
{
    private const string Path = "/etc/network/interfaces";
    private static readonly OwnedPattern Place = new("/etc/network", "interfaces");
    private readonly ScratchRoot _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("auto lo\niface lo inet loopback\n")]
    [InlineData("auto lo\niface lo inet loopback")]
    [InlineData("auto lo\r\niface lo inet loopback\r\n")]
    [InlineData("auto lo\r\niface lo inet loopback")]
    [InlineData("\n")]
    [InlineData("\n\n\n")]
    [InlineData("caf\u00e9 \0 \u2028")]
    public void Blocks_go_in_and_out_and_the_rest_is_kept_to_the_byte(string theirs)
    {
        _scratch.File(Path, theirs);
        Assert.Equal(FileAction.Written, Apply("eth0", "eth1").Outcomes[0].Action);
        Assert.StartsWith(theirs, _scratch.Read(Path), StringComparison.Ordinal);
        Assert.Equal(FileAction.Unchanged, Apply("eth0", "eth1").Outcomes[0].Action);
        Apply("eth1");
        Apply("eth1", "eth0");
        Apply("eth0");
        Assert.Equal(FileAction.Removed, Apply().Outcomes[0].Action);
        Assert.Equal(theirs, _scratch.Read(Path));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_kept()
    {
        byte[] theirs = [0xff, 0xfe, (byte)'\n', 0x80];
        _scratch.File(Path, theirs);
        Apply("eth0");
        Apply();
        Assert.Equal(theirs, File.ReadAllBytes(_scratch.On(Path)));
    }

    [Fact]
    public void A_block_stands_between_its_marks_and_is_replaced_where_it_is()
    {
        _scratch.File(Path, "first\n");
        Apply("eth0");
        File.AppendAllText(_scratch.On(Path), "last\n");
        Apply([Block("eth0", "new\u00e9")]);
        Assert.Equal("first\n# BEGIN containernet eth0\nnew\u00e9\n# END containernet eth0\nlast\n",
            _scratch.Read(Path));
    }

    [Fact]
    public void The_order_is_the_wanted_one_whichever_came_first()
    {
        Apply("eth1", "eth2");
        Apply("eth0", "eth1", "eth2");
        string grown = _scratch.Read(Path);
        File.Delete(_scratch.On(Path));
        Apply("eth0", "eth1", "eth2");
        Assert.Equal(_scratch.Read(Path), grown);
    }

    [Fact]
    public void A_file_made_for_a_block_goes_with_it_and_a_script_has_its_first_line()
    {
        var file = new RenderedFile("/etc/rc.local", "/etc/net.sh\n", 0x1ed, FileOwnership.Block)
        { FirstLine = "#!/bin/sh" };
        using (Apply([file]))
            Assert.StartsWith("#!/bin/sh\n# BEGIN", _scratch.Read("/etc/rc.local"), StringComparison.Ordinal);
        Assert.Equal((UnixFileMode)0x1ed, File.GetUnixFileMode(_scratch.On("/etc/rc.local")));
        using WriteResult result = Apply([], new OwnedPattern("/etc", "rc.local"));
        Assert.Equal(FileAction.Removed, result.Outcomes[0].Action);
        Assert.False(_scratch.Exists("/etc/rc.local"));
    }

    [Fact]
    public void A_block_of_a_script_stands_before_the_exit_that_ends_it()
    {
        _scratch.File("/etc/rc.local", "#!/bin/sh\nfoo\nexit 0\n\n");
        using WriteResult result = Apply([new RenderedFile("/etc/rc.local", "bar\n", 0x1ed, FileOwnership.Block)]);
        Assert.Equal("#!/bin/sh\nfoo\n# BEGIN containernet all\nbar\n# END containernet all\nexit 0\n\n",
            _scratch.Read("/etc/rc.local"));
    }

    [Fact]
    public void The_rights_stay_the_administrators()
    {
        _scratch.File(Path, "auto lo\n", (UnixFileMode)0x180);
        Apply("eth0");
        Assert.Equal((UnixFileMode)0x180, File.GetUnixFileMode(_scratch.On(Path)));
        File.SetUnixFileMode(_scratch.On(Path), (UnixFileMode)0x124);
        string before = _scratch.Read(Path);
        Assert.Equal(FileAction.Kept, Apply("eth1").Outcomes[0].Action);
        Assert.Equal(FileAction.Kept, Apply().Outcomes[0].Action);
        Assert.Equal(before, _scratch.Read(Path));
    }

    [Theory]
    [InlineData("# BEGIN containernet eth0\nx\n", "no END")]
    [InlineData("x\n# END containernet eth0\n", "no BEGIN")]
    [InlineData("# BEGIN containernet eth0\n# BEGIN containernet eth1\n"
        + "# END containernet eth1\n# END containernet eth0\n",
        "inside")]
    [InlineData("# BEGIN containernet eth0\n# END containernet eth1\n", "no BEGIN")]
    [InlineData("# BEGIN containernet eth0\n# END containernet eth0\n"
        + "# BEGIN containernet eth0\n# END containernet eth0\n",
        "twice")]
    public void Broken_marks_are_refused_and_the_file_left_alone(string theirs, string why)
    {
        _scratch.File(Path, theirs);
        foreach (WriteResult? result in new[] { Apply("eth0"), Apply() })
        {
            Assert.Equal(FileAction.Kept, result.Outcomes[0].Action);
            Assert.Contains(why, Assert.Single(result.Warnings), StringComparison.Ordinal);
            Assert.Equal(theirs, _scratch.Read(Path));
        }
    }

    [Fact]
    public void Marks_with_the_ends_of_another_system_are_known_again()
    {
        Apply("eth0");
        _scratch.File(Path, "lo\r\n" + _scratch.Read(Path).Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(FileAction.Removed, Apply().Outcomes[0].Action);
        Assert.Equal("lo\r\n", _scratch.Read(Path));
    }

    [Fact]
    public void A_block_can_not_carry_marks_or_a_name_with_blanks()
    {
        Assert.Throws<ArgumentException>(() => Apply([Block("eth0", "x\n# END containernet eth0\nevil")]));
        Assert.Throws<ArgumentException>(() => Apply([Block("eth 0", "x")]));
        Assert.False(_scratch.Exists(Path));
    }

    [Theory]
    [InlineData("auto eth0\niface eth0 inet dhcp\n    hostname x\nauto lo\n")]
    [InlineData("auto eth0\r\niface eth0 inet dhcp\r\n    hostname x\r\nauto lo")]
    public void Lines_out_of_force_come_back_as_they_were(string theirs)
    {
        var file = SharedFile.Parse(Encoding.UTF8.GetBytes(theirs));
        file.SetBlocks([Block("eth0")]);
        file.Disable([0, 1, 2]);
        string text = Encoding.UTF8.GetString(file.ToBytes());
        Assert.StartsWith("#containernet# auto eth0", text, StringComparison.Ordinal);
        Assert.Contains("\n#containernet#     hostname x", text, StringComparison.Ordinal);
        Assert.Equal(["auto eth0", "iface eth0 inet dhcp", "    hostname x", "auto lo"],
            SharedFile.AdministratorLines(text));
        var again = SharedFile.Parse(Encoding.UTF8.GetBytes(text));
        again.Disable([0, 1, 2]);
        Assert.Equal(text, Encoding.UTF8.GetString(again.ToBytes()));
        again.Disable([]);
        again.SetBlocks([]);
        Assert.Equal(theirs, Encoding.UTF8.GetString(again.ToBytes()));
    }

    [Fact]
    public void A_file_has_lines_out_of_force_without_a_block_too_until_they_are_no_longer_listed()
    {
        const string Theirs = "auto lo\nauto eth0\niface eth0 inet dhcp";
        _scratch.File(Path, Theirs);
        var wanted = new RenderedConfig { Disabled = [new(Path, [1, 2])], Owned = [Place] };
        Assert.Equal(FileAction.Written, Apply(wanted).Outcomes[0].Action);
        Assert.Equal("auto lo\n#containernet# auto eth0\n#containernet# iface eth0 inet dhcp", _scratch.Read(Path));
        WriteResult again = Apply(wanted);
        Assert.Equal(FileAction.Unchanged, Assert.Single(again.Outcomes).Action);
        Assert.Equal([new WrittenEntry(Path)], again.Owned);
        Apply(wanted with { Files = [Block("eth0")] });
        Assert.Equal(FileAction.Removed, Apply().Outcomes[0].Action);
        Assert.Equal(Theirs, _scratch.Read(Path));
    }

    [Fact]
    public void A_block_may_stand_before_what_would_change_its_meaning()
    {
        const string Theirs = "interface eth0\nstatic";
        _scratch.File(Path, Theirs);
        Apply([Block("a") with { AtStart = true }, Block("b"), Block("c") with { AtStart = true }]);
        IEnumerable<string> order = _scratch.Read(Path).Split('\n').Where(l => !l.StartsWith('#'));
        Assert.Equal(["iface a", "iface c", "interface eth0", "static", "iface b"], order);
        Apply();
        Assert.Equal(Theirs, _scratch.Read(Path));
    }

    [Fact]
    public void A_block_without_content_is_taken_out_and_makes_no_file()
    {
        Assert.Empty(Apply([Block("eth0") with { Content = "" }]).Outcomes);
        Assert.False(_scratch.Exists(Path));
        _scratch.File(Path, "auto lo\n");
        Apply("eth0");
        Apply([Block("eth0") with { Content = "" }]);
        Assert.Equal("auto lo\n", _scratch.Read(Path));
    }

    private static RenderedFile Block(string name, string? content = null) =>
        new(Path, (content ?? $"iface {name}") + "\n", 0x1a4, FileOwnership.Block) { Block = name };

    private WriteResult Apply(params string[] names) => Apply([.. names.Select(n => Block(n))]);

    private WriteResult Apply(IReadOnlyList<RenderedFile> files, OwnedPattern? place = null) =>
        Apply(new RenderedConfig { Files = files, Owned = [place ?? Place] });

    private WriteResult Apply(RenderedConfig config)
    {
        using RootFsHandle root = _scratch.Open();
        return OwnedFiles.Apply(root, config);
    }
}
