using ContainerNet.Tests.Files;

namespace ContainerNet.Tests.Changes;

/// <summary>Test-CtNetIf names every difference, and Repair-CtNetIf mends exactly those.</summary>
public abstract class DriftTests(TestRuntime runtime)
{
    [RootFact]
    public void Flushed_routes_a_lost_address_and_an_edited_file_are_named_and_mended()
    {
        using RootTree? tree = runtime == TestRuntime.NetNs ? RootTree.Debian() : null;
        using var host = new TestHost(runtime);
        string c = tree is null ? host.NewContainer() : host.NewContainer(tree);
        string root = tree?.Folder ?? LxcContainers.RootOf(c);
        host.Run($"$null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30, 2001:db8:100::/126");
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4/32, 5.6.7.8/32; Start-Ct {c}");
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);
        string link = $"{host.Run($"(Get-CtNetIf {c}).HostInterface").Objects[0]}";
        string lost =
            host.Ip($"-4 addr show dev {link}")[0].GetProperty("addr_info")[0].GetProperty("local").GetString()!;

        host.IpDo("-4 route flush proto static");
        host.IpDo($"addr del {lost}/30 dev {link}");
        host.Start("sh", "-c", $"echo '# edited' >> {root}{RootTree.Drop}eth0");

        string[] found = [.. host.Run($"Test-CtNetIf {c}").All("What").Order(StringComparer.Ordinal)];
        Assert.Equal(
            [RootTree.Drop + "eth0", $"address {lost}/30", "route 1.2.3.4/32", "route 5.6.7.8/32"], found);
        Assert.Equal("False", $"{host.Run($"Test-CtNetIf {c} -Quiet").Objects[0]}");

        // What the administrator wrote stays, unless it is said otherwise.
        Outcome careful = host.Try($"Repair-CtNetIf {c}");
        Assert.Equal("FileEdited", Outcome.IdOf(careful.Error));
        Assert.Equal([RootTree.Drop + "eth0"], host.Run($"Test-CtNetIf {c}").All("What"));
        Assert.True(host.Answers("1.2.3.4"));

        host.Run($"Repair-CtNetIf {c} -Force");
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);
    }

    [RootFact]
    public void WhatIf_tells_the_plan_and_mends_nothing()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4/32; Start-Ct {c}");
        host.IpDo("addr del 1.2.3.4/32 dev eth0", c);
        host.Run($"Repair-CtNetIf {c} -WhatIf");
        Assert.Contains("address 1.2.3.4/32", host.Run($"Test-CtNetIf {c}").All("What"));
        host.Run($"Repair-CtNetIf {c}");
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);
        Assert.True(host.Answers("1.2.3.4"));
    }

    [RootFact]
    public void A_missing_pair_is_named_and_needs_a_restart()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        host.Run($"Start-Ct {c}");
        host.IpDo("link del eth0", c);
        Assert.All(host.Run($"Test-CtNetIf {c}").All("Actual"), a => Assert.Equal("missing", a));
        Outcome outcome = host.Try($"Repair-CtNetIf {c}");
        Assert.All(outcome.Errors, e => Assert.Equal("RestartNeeded", Outcome.IdOf(e)));
        Assert.NotEmpty(outcome.Errors);
        host.Run($"Stop-Ct {c}; Start-Ct {c}");
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class DriftOfNetNsTests() : DriftTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class DriftOfLxcTests() : DriftTests(TestRuntime.Lxc);
