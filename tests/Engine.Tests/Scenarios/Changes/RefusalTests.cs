
namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>What the kernel refuses is as if it had never been asked: in the store, the kernel and memory.</summary>
public abstract class RefusalTests(TestRuntime runtime)
{
    [RootTheory]
    [InlineData("10.9.9.2/32", "10.9.9.1/32", "10.9.9.3/32")]
    [InlineData("2001:db8:9::2/128", "2001:db8:9::1/128", "2001:db8:9::3/128")]
    public void A_refused_address_leaves_no_trace_and_the_others_of_the_call_go_in(
        string refused, string first, string last)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30", "2001:db8:100::/126");
        Foreign(host, refused);
        host.AddIps(c, "eth0", first);
        string expected = KernelState.Of(host, c);
        host.RemoveIps(c, "eth0", first);

        ContainerNetException error = host.Refused(Wish.AddIps(c, "eth0", first, refused));
        Assert.Contains("File exists", error.Message, StringComparison.Ordinal);
        Assert.Contains(refused.Split('/')[0], error.Message, StringComparison.Ordinal);
        Assert.Equal(CtErrorKind.AlreadyExists, error.Kind);
        Assert.Equal([first], host.Ips(c, "eth0"));
        Assert.Equal(expected, KernelState.Of(host, c));

        host.AddIps(c, "eth0", last);
        Assert.True(host.Answers(first.Split('/')[0]));
        Assert.True(host.Answers(last.Split('/')[0]));
    }

    [RootFact]
    public void When_all_is_refused_store_and_kernel_are_as_before_to_the_byte()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        Foreign(host, "10.9.9.2/32");
        string kernel = KernelState.Of(host, c);
        byte[] store = File.ReadAllBytes(host.FileOf(c));

        ContainerNetException error = host.Refused(Wish.AddIp(c, "eth0", "10.9.9.2"));
        Assert.Equal("ResourceExists", error.ErrorId);
        Assert.Equal(kernel, KernelState.Of(host, c));
        Assert.Equal(store, File.ReadAllBytes(host.FileOf(c)));
    }

    /// <summary>Blame must find the one of many: the refused route is a network's, the wish an address in it.</summary>
    [RootFact]
    public void A_refused_network_is_the_error_of_the_address_that_brings_it()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        Foreign(host, "10.9.9.0/24");
        ContainerNetException error = host.Refused(Wish.AddIps(c, "eth0", "10.8.8.1/24", "10.9.9.7/24", "10.7.7.1/24"));
        Assert.Equal($"{c}/eth0", error.Target);
        Assert.Contains("10.9.9.0/24", error.Message, StringComparison.Ordinal);
        Assert.Equal(["10.8.8.1/24", "10.7.7.1/24"], host.Ips(c, "eth0"));
        Assert.True(host.Answers("10.8.8.1"));
        Assert.True(host.Answers("10.7.7.1"));
    }

    [RootFact]
    public void A_refusal_in_one_container_does_not_keep_another_from_its_address()
    {
        using var host = new TestHost(runtime);
        string a = host.NewRouted("10.100.10.100/30");
        string b = host.NewRouted("10.100.10.104/30");
        Foreign(host, "10.9.9.2/32");
        ContainerNetException error =
            host.Refused(Wish.AddIp(a, "eth0", "10.9.9.2"), Wish.AddIp(b, "eth0", "10.9.9.3"));
        Assert.Equal("ResourceExists", error.ErrorId);
        Assert.Empty(host.Ips(a));
        Assert.True(host.Answers("10.9.9.3"));
    }

    /// <summary>EPERM is not EEXIST.</summary>
    [RootFact]
    public void A_refusal_inside_the_container_is_an_error_and_what_is_so_already_is_none()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30", "2001:db8:100::/126");
        string[] inside = [.. host.Enter(c), "sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=1"];
        Assert.Equal(0, host.Run(inside[0], inside[1..]).ExitCode);
        string before = KernelState.Of(host, c);
        ContainerNetException error = host.Refused(Wish.AddIp(c, "eth0", "2001:db8:1::1"));
        Assert.Equal(CtErrorKind.PermissionDenied, error.Kind);
        Assert.Contains("2001:db8:1::1", error.Message, StringComparison.Ordinal);
        Assert.Empty(host.Ips(c));
        Assert.Equal(before, KernelState.Of(host, c));

        host.IpDo("addr add 1.2.3.4/32 dev eth0", c);
        host.AddIps(c, "eth0", "1.2.3.4");
        Assert.True(host.Answers("1.2.3.4"));
        host.IpDo("addr del 1.2.3.4/32 dev eth0", c);
        host.RemoveIps(c, "eth0", "1.2.3.4");
        Assert.Equal(before, KernelState.Of(host, c));
    }

    /// <summary>Also when links of the container exist already.</summary>
    [RootFact]
    public void A_refused_start_leaves_neither_namespace_nor_links()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"), Wish.Routed(c, "eth1", "10.100.10.104/30"));
        host.AddIps(c, "eth1", "10.9.9.2");
        Foreign(host, "10.9.9.2/32");
        string before = KernelState.Of(host);
        ContainerNetException error = host.StartRefused(c);
        Assert.Contains("File exists", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, KernelState.Of(host));
        Assert.DoesNotContain(c, host.Run("ip", "netns", "list").Output, StringComparison.Ordinal);
        Assert.Equal(CtState.Stopped, host.Container(c).State);

        host.IpDo("route del 10.9.9.2/32");
        host.Start(c);
        Assert.True(host.Answers("10.9.9.2"));
    }

    /// <summary>
    /// Makes the host send a prefix to another link, so that the kernel refuses the container's route.
    /// </summary>
    private static void Foreign(TestHost host, string prefix)
    {
        host.IpDo("link add other type bridge");
        host.IpDo("link set other up");

        // The kernel gives a route through a container the same metric, and only then takes it for the same route.
        host.IpDo($"route add {prefix} dev other");
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class RefusalOfNetNsTests() : RefusalTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class RefusalOfLxcTests() : RefusalTests(TestRuntime.Lxc);
