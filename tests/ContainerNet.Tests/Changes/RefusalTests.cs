using System.Management.Automation;

namespace ContainerNet.Tests.Changes;

/// <summary>
/// What the kernel refuses is as if it had never been asked (brief, rule 10; osctl.md section 7, item 53: memory
/// changed, disk not, kernel half done).
/// </summary>
public abstract class RefusalTests(TestRuntime runtime)
{
    [RootTheory]
    [InlineData("10.9.9.2/32", "10.9.9.1/32", "10.9.9.3/32")]
    [InlineData("2001:db8:9::2/128", "2001:db8:9::1/128", "2001:db8:9::3/128")]
    public void A_refused_address_leaves_no_trace_and_the_others_of_the_pipeline_go_in(
        string refused, string first, string last)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30", "2001:db8:100::/126");
        Foreign(host, refused);
        host.Run($"Add-CtNetIfIp {c} eth0 {first}");
        string expected = KernelState.Of(host, c);
        host.Run($"Remove-CtNetIfIp {c} eth0 {first}");

        Outcome outcome = host.Try($"'{first}', '{refused}' | Add-CtNetIfIp {c} eth0");
        ErrorRecord error = Assert.Single(outcome.Errors);
        Assert.Null(outcome.End);
        Assert.Contains("File exists", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(refused.Split('/')[0], error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal([first], host.Run($"Get-CtNetIfIp {c} eth0").All("Address"));
        Assert.Equal(expected, KernelState.Of(host, c));

        host.Run($"Add-CtNetIfIp {c} eth0 {last}");
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
        byte[] store = File.ReadAllBytes(StagedModule.FileOf(c));

        Outcome outcome = host.Try($"Add-CtNetIfIp {c} eth0 10.9.9.2");
        Assert.Equal("ResourceExists", Outcome.IdOf(outcome.Error));
        Assert.Equal(kernel, KernelState.Of(host, c));
        Assert.Equal(store, File.ReadAllBytes(StagedModule.FileOf(c)));
    }

    /// <summary>Blame must find the one of many: the refused route is a network's, the wish an address in it.</summary>
    [RootFact]
    public void A_refused_network_is_the_error_of_the_address_that_brings_it()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        Foreign(host, "10.9.9.0/24");
        Outcome outcome = host.Try($"Add-CtNetIfIp {c} eth0 10.8.8.1/24, 10.9.9.7/24, 10.7.7.1/24");
        Assert.Equal($"{c}/eth0", outcome.Error.TargetObject);
        Assert.Contains("10.9.9.0/24", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["10.8.8.1/24", "10.7.7.1/24"], host.Run($"Get-CtNetIfIp {c} eth0").All("Address"));
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
        host.Let("rows", Rows((a, "10.9.9.2"), (b, "10.9.9.3")));
        Outcome outcome = host.Try("$rows | Add-CtNetIfIp");
        Assert.Equal("ResourceExists", Outcome.IdOf(outcome.Error));
        Assert.Empty(host.Run($"Get-CtNetIfIp {a}").Objects);
        Assert.True(host.Answers("10.9.9.3"));
    }

    /// <summary>
    /// osctl.md section 7, item 55: whatever the kernel refused inside a container was taken for "is so already".
    /// </summary>
    [RootFact]
    public void A_refusal_inside_the_container_is_an_error_and_what_is_so_already_is_none()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30", "2001:db8:100::/126");
        string[] inside = [.. host.Enter(c), "sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=1"];
        Assert.Equal(0, host.Start(inside[0], inside[1..]).ExitCode);
        string before = KernelState.Of(host, c);
        Outcome outcome = host.Try($"Add-CtNetIfIp {c} eth0 2001:db8:1::1");
        Assert.Equal(ErrorCategory.PermissionDenied, outcome.Error.CategoryInfo.Category);
        Assert.Contains("2001:db8:1::1", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Run($"Get-CtNetIfIp {c}").Objects);
        Assert.Equal(before, KernelState.Of(host, c));

        host.IpDo("addr add 1.2.3.4/32 dev eth0", c);
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4");
        Assert.True(host.Answers("1.2.3.4"));
        host.IpDo("addr del 1.2.3.4/32 dev eth0", c);
        host.Run($"Remove-CtNetIfIp {c} eth0 1.2.3.4");
        Assert.Equal(before, KernelState.Of(host, c));
    }

    /// <summary>osctl.md 2.9 [BUG]: a start that fails half-way must not leave links or a namespace.</summary>
    [RootFact]
    public void A_refused_start_leaves_neither_namespace_nor_links()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30
            $null = New-CtNetIf {c} eth1 -Via 10.100.10.104/30
            Add-CtNetIfIp {c} eth1 10.9.9.2
            """);
        Foreign(host, "10.9.9.2/32");
        string before = KernelState.Of(host);
        Outcome outcome = host.Try($"Start-Ct {c}");
        Assert.Contains("File exists", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, KernelState.Of(host));
        Assert.DoesNotContain(c, host.Start("ip", "netns", "list").Output, StringComparison.Ordinal);
        Assert.Equal("Stopped", host.Run($"Get-Ct {c}").All("State").Single());

        host.IpDo("route del 10.9.9.2/32");
        host.Run($"Start-Ct {c}");
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

    private static PSObject[] Rows(params (string Container, string Address)[] rows) =>
        Array.ConvertAll(rows, row =>
        {
            var item = new PSObject();
            item.Properties.Add(new PSNoteProperty("Container", row.Container));
            item.Properties.Add(new PSNoteProperty("Interface", "eth0"));
            item.Properties.Add(new PSNoteProperty("Address", row.Address));
            return item;
        });
}

/// <summary>In named network namespaces.</summary>
public sealed class RefusalOfNetNsTests() : RefusalTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class RefusalOfLxcTests() : RefusalTests(TestRuntime.Lxc);
