using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes.Lxc;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>What Prepare writes and takes away; no LXC, no root.</summary>
public sealed class LxcPreparationTests : IDisposable
{
    private const string Config = "# mine\nlxc.init.cmd = /bin/sleep 5\nlxc.net.4.type = empty\n";

    private const string Guard = """/bin/sh -c '[ ! -r "$0" ] || exec /bin/sh "$0" "$@"; d=$0; """
        + """until [ -e "${d:-/}" ]; do d=${d%/*}; done; """
        + """[ -x "$d/" ] || { echo "containernet: only root can give $LXC_NAME its interfaces"; exit 77; }'""";

    private readonly string _lxcPath = Directory.CreateTempSubdirectory("ctlxc").FullName;
    private readonly string _files = Path.Combine(Directory.CreateTempSubdirectory("ctlxc").FullName, "lxc");
    private readonly LxcRuntime _runtime;
    private readonly ContainerConfig _container = new("c1", "Lxc");
    private readonly LxcPaths _paths;

    public LxcPreparationTests()
    {
        _runtime = new LxcRuntime(new LxcOptions { LxcPath = _lxcPath, FilesDirectory = _files });
        _paths = new LxcPaths(_lxcPath, "c1", _files);
        Directory.CreateDirectory(_paths.Directory);
        File.WriteAllText(_paths.Config, Config);
    }

    private string Block => $"""
        # Begin of ContainerNet's lines for c1
        lxc.net.100.type = empty
        lxc.net.100.flags = up
        lxc.hook.start-host = {Guard} '{_paths.Hook}' start
        lxc.hook.post-stop = {Guard} '{_paths.Hook}' stop
        # End of ContainerNet's lines

        """;

    public void Dispose()
    {
        Directory.Delete(_lxcPath, recursive: true);
        Directory.Delete(Path.GetDirectoryName(_files)!, recursive: true);
    }

    [Fact]
    public void The_lines_have_no_interface_and_stand_behind_the_users()
    {
        Prepare(Interfaces.Seed("cth0"));
        Assert.Equal(Config + Block, File.ReadAllText(_paths.Config));
    }

    [Fact]
    public void The_hook_makes_the_pairs_with_their_queues_and_without_addresses()
    {
        Prepare(Interfaces.Seed("cth0"), Odd());
        Assert.Equal("""
            link add dev cth0 numtxqueues 1 numrxqueues 1 type veth peer name eth0 numtxqueues 1 numrxqueues 1
            link add dev cth1 numtxqueues 3 numrxqueues 2 type veth peer name eth1 address 52:54:00:12:34:56 numtxqueues 2 numrxqueues 3

            """, Data("make.ip"));
        Assert.Equal("cth0\nifbcth0\ncth1\nifbcth1\n", Data("links"));
        Assert.Equal(_paths.Config + "\n", Data("of"));
    }

    [Fact]
    public void Root_alone_reads_what_is_applied_to_the_host()
    {
        Prepare(Interfaces.Seed("cth0"));
        Assert.Equal("700 700", Shell.Run($"echo $(stat -c %a {_files} {_paths.Files})"));
        Assert.Equal("700", Shell.Run($"stat -c %a {_paths.Hook}"));
        Assert.Equal("600", Shell.Run($"find {_paths.Files} -type f ! -name up -printf '%m\\n' | sort -u"));
    }

    [Theory]
    [InlineData(Config)]
    [InlineData("lxc.uts.name = a\n\n")]
    public void The_include_of_the_first_versions_goes_with_its_files(string config)
    {
        string include = $"{_paths.Directory}/containernet.conf";
        File.WriteAllText(_paths.Config, $"{config}lxc.include = {include}\n");
        File.WriteAllText(include, "lxc.net.5.type = veth\n");
        Shell.Run($"cd {_paths.Directory} && touch containernet-up && mkdir containernet.d && touch containernet.d/error");
        Prepare(Interfaces.Seed("cth0"));
        Assert.DoesNotContain("lxc.include", File.ReadAllText(_paths.Config));
        Assert.Equal([_paths.Config], Directory.GetFileSystemEntries(_paths.Directory));
        Prepare();
        Assert.Equal(config, File.ReadAllText(_paths.Config));
    }

    [Fact]
    public void What_somebody_wrote_into_our_lines_stays()
    {
        Prepare(Interfaces.Seed("cth0"));
        string config = File.ReadAllText(_paths.Config);
        File.WriteAllText(_paths.Config, config.Replace(
            "# End of ContainerNet's lines\n", "lxc.net.9.flags = up\n# a note\n", StringComparison.Ordinal));
        Prepare();
        Assert.Equal(Config + "lxc.net.9.flags = up\n# a note\n", File.ReadAllText(_paths.Config));
    }

    [Fact]
    public void Lines_in_the_middle_stay_where_they_are()
    {
        Prepare(Interfaces.Seed("cth0"));
        string moved = File.ReadAllText(_paths.Config) + "lxc.uts.name = c1\n";
        File.WriteAllText(_paths.Config, moved);
        Prepare(Interfaces.Seed("cth0"));
        Assert.Equal(moved, File.ReadAllText(_paths.Config));
        File.WriteAllText(_paths.Config, moved + Block);
        Prepare(Interfaces.Seed("cth0"));
        Assert.Equal($"{Config}lxc.uts.name = c1\n{Block}", File.ReadAllText(_paths.Config));
    }

    [Fact]
    public void Lines_that_a_copy_brought_stay_until_there_are_others()
    {
        File.WriteAllText(_paths.Config, Config + Block.Replace("for c1", "for c0", StringComparison.Ordinal));
        string copied = File.ReadAllText(_paths.Config);
        Prepare();
        Assert.Equal(copied, File.ReadAllText(_paths.Config));
        Prepare(Interfaces.Seed("cth0"));
        Assert.Equal(Config + Block, File.ReadAllText(_paths.Config));
    }

    [Fact]
    public void The_hooks_files_are_the_plans_steps()
    {
        Prepare(Interfaces.Seed("cth0"));
        Assert.Equal("""
            link set dev cth0 alias "containernet c1/eth0"
            link set dev cth0 mtu 1500
            link set dev cth0 up
            addr add 10.100.10.101/30 dev cth0
            addr add 2001:db8:100::1/126 dev cth0 nodad
            route add 1.2.3.4/32 via 10.100.10.102 dev cth0 proto 199
            route add 2001:db8:1::1/128 via 2001:db8:100::2 dev cth0 proto 199

            """, Data("host.ip"));
        Assert.Equal("""
            net/ipv6/conf/cth0/accept_ra 0
            net/ipv4/conf/cth0/rp_filter 1
            net/ipv4/conf/cth0/forwarding 1
            net/ipv4/ip_forward 1
            net/ipv6/conf/all/forwarding 1

            """, Data("host.sysctl"));
        Assert.Contains("route replace default via 10.100.10.101 dev eth0 src 1.2.3.4 proto static", Data("container.ip"));
        Assert.Contains("net/ipv4/conf/eth0/promote_secondaries 1", Data("container.sysctl"));
        Shell.Run($"sh -n {_paths.Hook} && test -x {_paths.Hook}");
    }

    [Fact]
    public void Limits_are_lines_for_tc_each_with_its_alternative()
    {
        InterfaceConfig limited = Interfaces.Seed("cth0");
        limited.MaxRx = BitRate.Parse("10mbit");
        limited.MaxTx = BitRate.Parse("20mbit");
        Prepare(limited);
        Assert.Equal("""
            qdisc replace dev cth0 root cake bandwidth 10mbit
            or qdisc replace dev cth0 root tbf rate 10mbit burst 12500b limit 75000b
            qdisc replace dev ifbcth0 root cake bandwidth 20mbit besteffort
            or qdisc replace dev ifbcth0 root tbf rate 20mbit burst 25000b limit 150000b
            qdisc add dev cth0 ingress
            filter add dev cth0 ingress pref 49152 protocol all matchall action mirred egress redirect dev ifbcth0
            or filter add dev cth0 ingress pref 49152 protocol all u32 match u32 0 0 action mirred egress redirect dev ifbcth0

            """, Data("host.tc"));
        Assert.EndsWith("link add ifbcth0 type ifb\nlink set dev ifbcth0 alias \"containernet c1/eth0\"\n"
            + "link set dev ifbcth0 up\n", Data("host.ip"));
    }

    [Fact]
    public void A_real_init_configures_its_end_itself()
    {
        File.WriteAllText(_paths.Config, "lxc.uts.name = c1\n");
        Prepare(Interfaces.Seed("cth0"));
        Assert.Equal("link set dev eth0 up\n", Data("container.ip"));
        Assert.False(File.Exists(Path.Combine(_paths.Files, "container.sysctl")));
        Assert.True(_runtime.Inspect(_container).ConfiguresItself);
    }

    [Fact]
    public void Unchanged_files_are_not_touched_and_those_of_removed_interfaces_go()
    {
        Prepare(Interfaces.Seed("cth0"), Interfaces.Bridged("eth1", "cth1", "br0"));
        string[] files = [_paths.Config, .. Directory.GetFiles(_paths.Files)];
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (string file in files) File.SetLastWriteTimeUtc(file, old);
        Prepare(Interfaces.Seed("cth0"), Interfaces.Bridged("eth1", "cth1", "br0"));
        string[] now = [_paths.Config, .. Directory.GetFiles(_paths.Files)];
        Assert.Equal(files, now);
        Assert.All(files, file => Assert.Equal(old, File.GetLastWriteTimeUtc(file)));

        Prepare(Interfaces.Seed("cth0"));
        Assert.Equal(
            ["container.ip", "container.sysctl", "host.ip", "host.sysctl", "links", "make.ip", "of", "up"],
            Directory.GetFiles(_paths.Files).Select(Path.GetFileName).Order());
        Assert.Equal(old, File.GetLastWriteTimeUtc(_paths.Config));
    }

    [Theory]
    [InlineData(Config)]
    [InlineData("lxc.uts.name = no-line-break-at-the-end")]
    [InlineData("")]
    [InlineData("lxc.uts.name = \u00e9\r\n\n\n")]
    public void The_users_configuration_comes_back_byte_for_byte(string config)
    {
        File.WriteAllText(_paths.Config, config);
        Shell.Run($"chmod 640 {_paths.Config}");
        byte[] before = File.ReadAllBytes(_paths.Config);
        Prepare(Interfaces.Seed("cth0"));
        Assert.Contains(_paths.Hook, File.ReadAllText(_paths.Config));
        Assert.Equal("640", Shell.Run($"stat -c %a {_paths.Config}"));
        Prepare();
        Assert.Equal(before, File.ReadAllBytes(_paths.Config));
        Assert.False(Directory.Exists(_paths.Files));
        _runtime.Forget(_container);
    }

    [Fact]
    public void A_symbolic_link_as_configuration_stays_one()
    {
        string real = Path.Combine(_lxcPath, "real");
        File.Move(_paths.Config, real);
        File.CreateSymbolicLink(_paths.Config, real);
        Prepare(Interfaces.Seed("cth0"));
        Assert.Equal(real, File.ResolveLinkTarget(_paths.Config, false)!.FullName);
        Assert.Contains(_paths.Hook, File.ReadAllText(real));
    }

    [Theory]
    [InlineData("lxc.net.0.type = none", CtErrorKind.InvalidOperation)]
    [InlineData("lxc.net.0.type = veth\nlxc.net.0.name = eth0", CtErrorKind.AlreadyExists)]
    [InlineData("lxc.net.0.type = veth", CtErrorKind.AlreadyExists)]
    [InlineData("lxc.net.0.type = veth\nlxc.net.0.name = x\nlxc.net.0.veth.pair = cth0", CtErrorKind.AlreadyExists)]
    public void What_the_user_wrote_is_not_overwritten(string config, CtErrorKind kind)
    {
        File.WriteAllText(_paths.Config, config);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => Prepare(Interfaces.Seed("cth0")));
        Assert.Equal(("InterfaceUnmanaged", kind), (error.ErrorId, error.Kind));
        Assert.Contains(_paths.Config, error.Remedy);
        Assert.Equal(config, File.ReadAllText(_paths.Config));
        Assert.False(Directory.Exists(_paths.Files));
    }

    [Fact]
    public void A_value_with_a_line_break_is_refused()
    {
        ContainerNetException error = Assert.Throws<ContainerNetException>(
            () => Prepare(Interfaces.Bridged("eth0", "cth0", "br0\nlxc.hook.pre-start = evil")));
        Assert.Equal("HookValueInvalid", error.ErrorId);
        Assert.Equal(Config, File.ReadAllText(_paths.Config));
    }

    [Fact]
    public void Containers_are_found_by_their_configuration()
    {
        Directory.CreateDirectory(Path.Combine(_lxcPath, "no-container"));
        Assert.Equal(["c1"], _runtime.FindForeign());
        Assert.True(_runtime.Exists("c1"));
        Assert.False(_runtime.Exists("../c1"));
        Assert.False(_runtime.Exists("no-container"));
        Assert.Equal(CtState.Stopped, _runtime.Inspect(_container).State);
        var absent = new LxcRuntime(new LxcOptions { LxcPath = "/no/such/path", FilesDirectory = _files });
        Assert.Empty(absent.FindForeign());
        Assert.False(absent.Exists("c1"));
        Assert.Equal(
            "ContainerNotFound", Assert.Throws<ContainerNetException>(() => absent.Prepare(_container, [])).ErrorId);
    }

    private static InterfaceConfig Odd()
    {
        InterfaceConfig bridged = Interfaces.Bridged("eth1", "cth1", "lxcbr0", "192.0.2.5/24");
        bridged.Mac = MacAddress.Parse("52:54:00:12:34:56");
        bridged.Mtu = 1400;
        bridged.TxQueues = 2;
        bridged.RxQueues = 3;
        return bridged;
    }

    private void Prepare(params InterfaceConfig[] interfaces)
    {
        _container.Interfaces.Clear();
        _container.Interfaces.AddRange(interfaces);
        _runtime.Prepare(_container, InterfaceStates.Of(_container, new NoHost()));
    }

    private string Data(string name) => File.ReadAllText(Path.Combine(_paths.Files, name));

    private sealed class NoHost : IHostFacts
    {
        public System.Net.IPAddress? FirstGlobalAddress(string link, IPVersion version) => null;
    }
}
