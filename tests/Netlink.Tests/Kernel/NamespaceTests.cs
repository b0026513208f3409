using System.Net.Sockets;

namespace ContainerNet.Netlink.Tests.Kernel;

public sealed class NamespaceTests : IDisposable
{
    private readonly string _name = "ctnet-test-" + Guid.NewGuid().ToString("N")[..12];

    public void Dispose()
    {
        if (Environment.IsPrivilegedProcess && File.Exists($"{NetworkNamespace.Directory}/{_name}"))
            NetworkNamespace.TryDelete(_name);
    }

    [KernelFact]
    public void A_named_namespace_is_one_of_ip_netns()
    {
        using var created = NetworkNamespace.Create(_name);
        Assert.Contains(_name, TestHost.Run(created, "ip", "netns", "list").Split(' ', '\n'));
        Assert.Contains("state DOWN", TestHost.Run(created, "ip", "-n", _name, "link", "show", "lo"));
        Assert.True(NetworkNamespace.Exists(_name));
        using var opened = NetworkNamespace.OpenNamed(_name);
        Assert.Equal(created.Inode, opened.Inode);
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => NetworkNamespace.Create(_name)).Errno);
        Assert.True(NetworkNamespace.Exists(_name));

        Assert.True(NetworkNamespace.TryDelete(_name));
        Assert.False(NetworkNamespace.Exists(_name));
        Assert.False(NetworkNamespace.TryDelete(_name));
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => NetworkNamespace.OpenNamed(_name)).Errno);
    }

    /// <summary>The number alone is soon another's.</summary>
    [KernelFact]
    public void Its_identity_is_that_of_its_file_and_no_later_namespace_has_it()
    {
        string? inside = null;
        string first;
        using (var created = NetworkNamespace.Create(_name, made => inside = made.Identity))
        {
            first = created.Identity;
        }

        Assert.Equal(first, inside);
        using (var opened = NetworkNamespace.OpenNamed(_name))
        {
            Assert.Equal(first, opened.Identity);
            Assert.Equal(first + "\n", TestHost.Run(opened, "stat", "-L", "-c", "%i %.7Y", $"/run/netns/{_name}"));
        }

        NetworkNamespace.TryDelete(_name);
        Thread.Sleep(20);
        using var later = NetworkNamespace.Create(_name);
        Assert.NotEqual(first, later.Identity);
    }

    [KernelFact]
    public void Many_are_made_at_once_or_none_is()
    {
        string[] names = [.. Enumerable.Range(0, 3).Select(number => $"{_name}-{number}")];
        try
        {
            using var taken = NetworkNamespace.Create(_name);
            NetlinkException error = Assert.Throws<NetlinkException>(
                () => NetworkNamespace.CreateAll([.. names, _name]));
            Assert.Equal(Errno.EEXIST, error.Errno);
            Assert.DoesNotContain(names, name => File.Exists($"{NetworkNamespace.Directory}/{name}"));
            Assert.True(NetworkNamespace.Exists(_name));

            IReadOnlyList<NetworkNamespace> created = NetworkNamespace.CreateAll(names);
            Assert.Equal(3, created.Select(each => each.Inode).Append(taken.Inode).Distinct().Count() - 1);
            for (int number = 0; number < names.Length; number++)
            {
                using var opened = NetworkNamespace.OpenNamed(names[number]);
                Assert.Equal(created[number].Inode, opened.Inode);
                created[number].Dispose();
            }
        }
        finally
        {
            foreach (string name in names.Where(NetworkNamespace.Exists))
                NetworkNamespace.TryDelete(name);
        }
    }

    [KernelFact]
    public void A_namespace_of_ip_netns_is_opened_and_deleted()
    {
        using var host = new TestHost();
        host.Ip("netns", "add", _name);
        using (var opened = NetworkNamespace.OpenNamed(_name))
            Assert.NotEqual(host.Namespace.Inode, opened.Inode);
        NetworkNamespace.TryDelete(_name);
        Assert.DoesNotContain(_name, host.Ip("netns", "list"));
    }

    [KernelFact]
    public void A_file_without_a_namespace_is_none_and_can_be_deleted()
    {
        Directory.CreateDirectory(NetworkNamespace.Directory);
        File.WriteAllText($"{NetworkNamespace.Directory}/{_name}", "");
        Assert.False(NetworkNamespace.Exists(_name));
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => NetworkNamespace.OpenNamed(_name)).Errno);
        NetworkNamespace.TryDelete(_name);
        Assert.False(File.Exists($"{NetworkNamespace.Directory}/{_name}"));
    }

    [KernelFact]
    public void Only_the_throw_away_thread_is_in_the_namespace()
    {
        using var before = NetworkNamespace.OpenCurrent();
        using var created = NetworkNamespace.CreateAnonymous();
        Assert.NotEqual(before.Inode, created.Inode);
        Assert.Equal(created.Inode, created.Run(() =>
        {
            using var inside = NetworkNamespace.OpenCurrent();
            return inside.Inode;
        }));
        using var after = NetworkNamespace.OpenCurrent();
        Assert.Equal(before.Inode, after.Inode);
        using var own = NetworkNamespace.Open("/proc/self/ns/net");
        Assert.Equal(before.Inode, own.Inode);
    }

    [KernelFact]
    public void What_an_action_throws_comes_out_with_its_stack()
    {
        using var created = NetworkNamespace.CreateAnonymous();
        TimeZoneNotFoundException error = Assert.Throws<TimeZoneNotFoundException>(() => created.Run(Fail));
        Assert.Contains(nameof(Fail), error.StackTrace, StringComparison.Ordinal);

        static void Fail() => throw new TimeZoneNotFoundException();
    }

    [KernelFact]
    public void A_disposed_namespace_cannot_be_used()
    {
        var created = NetworkNamespace.CreateAnonymous();
        created.Dispose();
        Assert.Throws<ObjectDisposedException>(() => created.Run(() => { }));
        Assert.Throws<ObjectDisposedException>(() => created.Inode);
        Assert.Throws<ObjectDisposedException>(() => RouteNetlink.Open(created));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public void Names_that_are_no_file_names_are_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => NetworkNamespace.OpenNamed(name));
        Assert.Throws<ArgumentException>(() => NetworkNamespace.Create(name));
        Assert.Throws<ArgumentException>(() => NetworkNamespace.TryDelete(name));
        Assert.Throws<ArgumentException>(() => NetworkNamespace.Exists(name));
    }

    [Fact]
    public void What_is_no_namespace_cannot_be_opened()
    {
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => NetworkNamespace.Open("/dev/null")).Errno);
        Assert.Equal(
            Errno.EINVAL, Assert.Throws<NetlinkException>(() => NetworkNamespace.Open("/proc/self/ns/uts")).Errno);
        NetlinkException error = Assert.Throws<NetlinkException>(
            () => NetworkNamespace.Open($"/proc/{int.MaxValue}/ns/net"));
        Assert.Equal(Errno.ENOENT, error.Errno);
    }

    [KernelFact]
    public void A_connection_stays_in_the_namespace_it_was_opened_in()
    {
        using var created = NetworkNamespace.CreateAnonymous();
        using var other = NetworkNamespace.CreateAnonymous();
        using var netlink = RouteNetlink.Open(created);
        using NetlinkBatch batch = netlink.CreateBatch();
        batch.CreateBridge(new BridgeRequest { Name = "only-here" });
        netlink.Execute(batch);
        IReadOnlyList<RouteNetlink> both = RouteNetlink.OpenAll([created, other]);
        Assert.NotNull(both[0].GetLink("only-here"));
        Assert.Null(both[1].GetLink("only-here"));
        foreach (RouteNetlink connection in both)
            connection.Dispose();
    }

    [KernelFact]
    public void Sysctls_are_those_of_the_threads_namespace()
    {
        using var host = new TestHost();
        host.Ip("link", "add", "dotted.9", "type", "veth", "peer", "name", "v1");
        host.Namespace.Run(() =>
        {
            InterfaceSysctl.Write(AddressFamily.InterNetwork, "dotted.9", "rp_filter", 2);
            InterfaceSysctl.Write(AddressFamily.InterNetworkV6, "dotted.9", "accept_ra", "0");
        });
        Assert.Equal("2", TestHost.Run(host.Namespace, "cat", "/proc/sys/net/ipv4/conf/dotted.9/rp_filter").Trim());
        Assert.Equal("0", TestHost.Run(host.Namespace, "cat", "/proc/sys/net/ipv6/conf/dotted.9/accept_ra").Trim());
        Assert.Equal(
            "2", host.Namespace.Run(() => InterfaceSysctl.Read(AddressFamily.InterNetwork, "dotted.9", "rp_filter")));
        NetlinkException error = Assert.Throws<NetlinkException>(
            () => InterfaceSysctl.Read(AddressFamily.InterNetwork, "dotted.9", "rp_filter"));
        Assert.Equal(Errno.ENOENT, error.Errno);
        error = Assert.Throws<NetlinkException>(() => host.Namespace.Run(
            () => InterfaceSysctl.Write(AddressFamily.InterNetwork, "dotted.9", "rp_filter", "text")));
        Assert.Equal(Errno.EINVAL, error.Errno);
    }

    [Theory]
    [InlineData("..", "rp_filter")]
    [InlineData("a/b", "rp_filter")]
    [InlineData("lo", "../../x")]
    [InlineData("", "rp_filter")]
    public void Sysctl_names_that_leave_their_folder_are_refused(string link, string key)
        => Assert.Throws<ArgumentException>(() => InterfaceSysctl.Read(AddressFamily.InterNetwork, link, key));
}
