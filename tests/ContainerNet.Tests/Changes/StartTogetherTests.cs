namespace ContainerNet.Tests.Changes;

/// <summary>Containers that one Start-Ct starts: each is whole or not there, whatever happens to the others.</summary>
public sealed class StartTogetherTests
{
    [RootFact]
    public void One_whose_command_ends_at_once_stops_no_other_and_leaves_nothing()
    {
        using var host = new TestHost();
        string[] names = [host.NewName(), host.NewName(), host.NewName()];
        string[] inits = ["-Init /bin/sleep, 1000", "-Init /bin/false", ""];
        for (int i = 0; i < names.Length; i++)
        {
            host.Run($"$null = New-Ct {names[i]} {inits[i]}; $null = New-CtNetIf {names[i]} eth0 -Via 10.100.20.{i * 4}/30");
        }

        Outcome outcome = host.Try($"Start-Ct {names[0]}, {names[1]}, {names[2]}");
        Assert.Equal("StartFailed", Outcome.IdOf(outcome.Error));
        Assert.Equal(["Running", "Stopped", "Running"], States(host, names));
        Assert.DoesNotContain(names[1], host.Start("ip", "netns", "list").Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"{names[1]}/eth0", host.Start("ip", "link").Output, StringComparison.Ordinal);
        Assert.True(host.Answers("10.100.20.2"));
        Assert.True(host.Answers("10.100.20.10"));
    }

    /// <summary>Two containers want the same name of a host link, of which somebody else has one already.</summary>
    [RootFact]
    public void One_whose_link_the_kernel_refuses_stops_no_other_and_leaves_nothing()
    {
        using var host = new TestHost();
        string good = host.NewName();
        string bad = host.NewName();
        host.Run($"$null = New-Ct {good}; $null = New-CtNetIf {good} eth0 -Via 10.100.21.0/30");
        host.Run($"$null = New-Ct {bad}; $null = New-CtNetIf {bad} eth0 -Via 10.100.21.4/30");
        string taken = host.Run($"Get-CtNetIf {bad}").All("HostInterface").Single();
        host.IpDo($"link add {taken} type bridge");
        Outcome outcome = host.Try($"Start-Ct {bad}, {good}");
        Assert.NotNull(outcome.Error);
        Assert.Contains(taken, outcome.Error!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Stopped", "Running"], States(host, [bad, good]));
        Assert.Equal("bridge", host.Ip($"-details link show {taken}")[0].GetProperty("linkinfo")
            .GetProperty("info_kind").GetString());
        Assert.True(host.Answers("10.100.21.2"));
    }

    private static string[] States(TestHost host, string[] names) =>
        [.. names.Select(n => host.Run($"Get-Ct {n}").All("State").Single())];
}
