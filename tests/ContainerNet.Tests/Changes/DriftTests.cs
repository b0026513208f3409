using ContainerNet.Tests.Files;

namespace ContainerNet.Tests.Changes;

/// <summary>Test-CtNetIf names every difference, and Repair-CtNetIf mends exactly those.</summary>
public sealed class DriftTests
{
    [RootFact]
    public void Flushed_routes_a_lost_address_and_an_edited_file_are_named_and_mended()
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4/32, 5.6.7.8/32; Start-Ct {c}");
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);
        string link = $"{host.Run($"(Get-CtNetIf {c}).HostInterface").Objects[0]}";
        string lost =
            host.Ip($"-4 addr show dev {link}")[0].GetProperty("addr_info")[0].GetProperty("local").GetString()!;

        host.IpDo("-4 route flush proto static");
        host.IpDo($"addr del {lost}/30 dev {link}");
        File.AppendAllText(tree.PathOf(RootTree.Drop + "eth0"), "# edited\n");

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
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.0/30");
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4/32; Start-Ct {c}");
        host.IpDo($"-n {c} addr del 1.2.3.4/32 dev eth0");
        host.Run($"Repair-CtNetIf {c} -WhatIf");
        Assert.Contains("address 1.2.3.4/32", host.Run($"Test-CtNetIf {c}").All("What"));
        host.Run($"Repair-CtNetIf {c}");
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);
        Assert.True(host.Answers("1.2.3.4"));
    }

    [RootFact]
    public void A_missing_pair_is_named_and_needs_a_restart()
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.0/30");
        host.Run($"Start-Ct {c}");
        host.IpDo($"-n {c} link del eth0");
        Assert.All(host.Run($"Test-CtNetIf {c}").All("Actual"), a => Assert.Equal("missing", a));
        Outcome outcome = host.Try($"Repair-CtNetIf {c}");
        Assert.All(outcome.Errors, e => Assert.Equal("RestartNeeded", Outcome.IdOf(e)));
        Assert.NotEmpty(outcome.Errors);
        host.Run($"Stop-Ct {c}; Start-Ct {c}");
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);
    }
}
