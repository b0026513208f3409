using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Runtimes.Lxc;
using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>LXC's configuration as LXC reads it.</summary>
public sealed class LxcConfigTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ctlxc").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("lxc.uts.name = a", "lxc.uts.name", "a")]
    [InlineData("  lxc.uts.name=a  ", "lxc.uts.name", "a")]
    [InlineData("lxc.uts.name = a # b", "lxc.uts.name", "a # b")]
    [InlineData("lxc.uts.name = \"a b\"", "lxc.uts.name", "a b")]
    [InlineData("lxc.uts.name = 'a b'", "lxc.uts.name", "a b")]
    [InlineData("lxc.uts.name = 'a' b", "lxc.uts.name", "'a' b")]
    [InlineData("lxc.uts.name = '", "lxc.uts.name", "'")]
    [InlineData("lxc.environment = A=B", "lxc.environment", "A=B")]
    [InlineData("lxc.net =", "lxc.net", "")]
    public void A_line_is_key_and_value(string line, string key, string value) =>
        Assert.Equal(new LxcConfigLine(key, value, "f"), LxcConfigLine.Parse(line, "f"));

    [Theory]
    [InlineData("")]
    [InlineData("# lxc.uts.name = a")]
    [InlineData("   # lxc.uts.name = a")]
    [InlineData("utsname = a")]
    [InlineData("lxc.uts.name")]
    public void Other_lines_say_nothing(string line) => Assert.Null(LxcConfigLine.Parse(line, "f"));

    [Fact]
    public void Settings_are_known_without_a_process()
    {
        LxcConfig config = Read("""
            lxc.rootfs.path = dir:/x
            lxc.rootfs.options = ro
            lxc.rootfs.path = overlay:/a:/b
            lxc.init.cmd = /bin/sleep 1
            lxc.uts.name = host1
            lxc.idmap = u 0 100000 65536
            lxc.idmap =
            lxc.idmap = b 0 200000 65536
            """);
        Assert.Equal("overlay:/a:/b", config.RootFsPath);
        Assert.Equal("ro", config.RootFsOptions);
        Assert.Equal("/bin/sleep 1", config.InitCommand);
        Assert.Equal("host1", config.HostName);
        Assert.Equal((200000u, 200000u), LxcRootFs.Owner(config));
    }

    [Fact]
    public void Includes_stand_where_their_line_is()
    {
        Write("d/b.conf", "lxc.net.1.type = veth\nlxc.net.1.name = b");
        Write("d/a.conf", "lxc.net.1.type = macvlan\nlxc.net.1.name = a");
        Write("d/c.txt", "lxc.net.2.type = veth");
        Write("one", "lxc.uts.name = from-one");
        LxcConfig config = Read($"""
            lxc.uts.name = before
            lxc.include = {_directory}/one
            lxc.include = "{_directory}/d"
            lxc.include = {_directory}/missing
            lxc.net.0.type = empty
            """);
        Assert.Equal("from-one", config.HostName);
        Assert.Equal([0, 1], config.Net.Select(n => n.Index));
        Assert.Equal("b", config.Net.Last().Name);
    }

    [Fact]
    public void An_include_of_itself_and_a_fifo_are_named()
    {
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => Read($"lxc.include = {_directory}/c/config"));
        Assert.Equal(("LxcConfigUnreadable", CtErrorKind.InvalidData), (error.ErrorId, error.Kind));
        Assert.Contains(_directory, error.Message);
        Shell.Run($"mkfifo {_directory}/pipe");
        error = Assert.Throws<ContainerNetException>(() => Read($"lxc.include = {_directory}/pipe"));
        Assert.Contains("not a regular file", error.Message);
        Write("big", new string('x', (1 << 20) + 1));
        error = Assert.Throws<ContainerNetException>(() => Read($"lxc.include = {_directory}/big"));
        Assert.Contains("larger", error.Message);
    }

    [Fact]
    public void Net_keys_reset_add_up_and_clear()
    {
        LxcConfig config = Read("""
            lxc.net.3.type = veth
            lxc.net.3.ipv4.address = 192.0.2.1/24 192.0.2.255
            lxc.net.3.ipv4.address = 192.0.2.2/24
            lxc.net.3.ipv6.address = 2001:db8::1/64
            lxc.net.3.mtu = 1400
            lxc.net.3.hwaddr = 00:16:3e:xx:xx:xx
            lxc.net.1.type = veth
            lxc.net.1.link = br9
            lxc.net.1.type = phys
            lxc.net.2.type = veth
            lxc.net.2 =
            lxc.net.99999999999.type = veth
            """);
        Assert.Equal([1, 3], config.Net.Select(n => n.Index));
        Assert.Null(config.Net.First().Link);
        LxcNetEntry last = config.Net.Last();
        Assert.Equal("192.0.2.1/24 192.0.2.2/24", string.Join(' ', last.AddressesV4));
        Assert.Equal(1400, last.Mtu);
        Assert.Null(last.Mac);
        Assert.Empty(Read("lxc.net.0.type = veth\nlxc.net =").Net);
    }

    [Fact]
    public void Foreign_interfaces_have_the_names_that_the_kernel_will_give()
    {
        LxcConfig config = Read("""
            lxc.net.0.type = veth
            lxc.net.0.link = lxcbr0
            lxc.net.0.hwaddr = 52:54:00:12:34:56
            lxc.net.1.type = macvlan
            lxc.net.1.link = enp1s0
            lxc.net.2.type = phys
            lxc.net.2.link = enp2s0
            lxc.net.3.type = empty
            lxc.net.4.type = veth
            lxc.net.4.name = lan
            lxc.net.4.veth.pair = vethlan
            lxc.net.4.ipv6.address = 2001:db8::1/64
            """);
        IReadOnlyList<CtNetIf> found = LxcForeignInterfaces.Of("c", config);
        Assert.Equal(["eth0", "eth1", "enp2s0", "lan"], found.Select(i => i.Name));
        Assert.Equal(
            [CtNetIfType.Bridge, CtNetIfType.Other, CtNetIfType.Other, CtNetIfType.Other], found.Select(i => i.Type));
        Assert.All(found, i => Assert.False(i.Managed));
        Assert.Equal("52:54:00:12:34:56", $"{found[0].MacAddress}");
        Assert.Equal(("vethlan", "2001:db8::1/64"), (found[3].HostInterface, $"{found[3].Addresses.Single()}"));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("/sbin/init", true)]
    [InlineData("/lib/systemd/systemd --log-level=debug", true)]
    [InlineData("/init", true)]
    [InlineData("/bin/busybox init", true)]
    [InlineData("/sbin/openrc-init", true)]
    [InlineData("/bin/busybox sleep 5", false)]
    [InlineData("/bin/sleep 1000000", false)]
    [InlineData("/usr/bin/nginx -g 'daemon off;'", false)]
    public void An_init_is_one_that_starts_services(string? command, bool expected) =>
        Assert.Equal(expected, ServiceInit.StartsServices(command));

    [Fact]
    public void The_root_file_system_is_a_tree_on_the_host_or_that_of_the_running_init()
    {
        Assert.Equal(_directory, LxcRootFs.Find(Read($"lxc.rootfs.path = dir:{_directory}"), null));
        Assert.Equal(_directory, LxcRootFs.Find(Read($"lxc.rootfs.path = btrfs:{_directory}"), null));
        Assert.Equal(_directory, LxcRootFs.Find(Read($"lxc.rootfs.path = {_directory}"), 1));
        LxcConfig overlay = Read("lxc.rootfs.path = overlay:/a:/b");
        Assert.Null(LxcRootFs.Find(overlay, null));
        Assert.Equal("/proc/42/root", LxcRootFs.Find(overlay, 42));
        Assert.Null(LxcRootFs.Find(Read(""), 42));
        string mapped = "lxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 200000 65536\n";
        Assert.Equal((100000u, 200000u), LxcRootFs.Owner(Read(mapped)));
        Assert.Equal((0u, 0u), LxcRootFs.Owner(Read(mapped + "lxc.rootfs.options = noatime,idmap=container")));
    }

    private LxcConfig Read(string text)
    {
        Write("c/config", text);
        return LxcConfig.Read(new LxcPaths(_directory, "c", _directory + "/ours"));
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
