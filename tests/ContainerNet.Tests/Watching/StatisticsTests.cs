namespace ContainerNet.Tests.Watching;

/// <summary>Get-CtNetIfStatistics as a user has it.</summary>
public abstract class StatisticsTests(TestRuntime runtime)
{
    [RootFact]
    public void Counters_are_there_while_the_container_runs()
    {
        using var host = new TestHost(runtime);
        string c = Running(host);
        Assert.True(host.Answers("1.2.3.4"));
        Outcome told = host.Run($"Get-CtNetIf {c} | Get-CtNetIfStatistics");
        Assert.Equal(["eth0"], told.All("Interface"));
        Assert.True(ulong.Parse(told.All("RxBytes").Single(), null) >= 98);
        Assert.Empty(host.Run($"Get-CtNetIfStatistics {c} eth9*").Objects);
        host.Run($"Stop-Ct {c}");
        Assert.Empty(host.Run($"Get-CtNetIfStatistics {c}; Get-CtNetIfStatistics {c} eth0").Objects);
        Assert.Equal("ContainerNotFound", Outcome.IdOf(host.Try("Get-CtNetIfStatistics nobody").Error));
        Assert.Equal("InterfaceNotFound", Outcome.IdOf(host.Try($"Get-CtNetIfStatistics {c} eth7").Error));
    }

    [RootFact]
    public void Watch_streams_rates_until_nobody_wants_more()
    {
        using var host = new TestHost(runtime);
        string c = Running(host);
        Outcome told = host.Run(First(3, $"Get-CtNetIfStatistics {c} -Watch -Interval 0.1"));
        Assert.Equal(3, told.Objects.Count);
        Assert.All(told.Objects, o => Assert.Equal("ContainerNet.CtNetIfRate", o.TypeNames[0]));
    }

    [RootFact]
    public void Tables_are_no_wider_than_120()
    {
        using var host = new TestHost(runtime);
        string c = Running(host);
        string shown = host.Run($"Get-CtNetIfStatistics {c} | Out-Default").Console;
        Assert.Contains("TxDropped", shown);
        string rates = host.Run(First(1, $"Get-CtNetIfStatistics {c} -Watch -Interval 0.1") + " | Out-Default").Console;
        Assert.Contains("TxPackets/s", rates);
        Assert.Contains("bit ", rates);
    }

    // As Select-Object -First, which the engine alone does not have.
    private static string First(int count, string command) =>
        $"$n = 0; & {{ do {{ {command} | ForEach-Object {{ $_; if (++$n -eq {count}) {{ break }} }} }}"
        + " while ($false) }";

    private static string Running(TestHost host)
    {
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30
            Add-CtNetIfIp {c} eth0 1.2.3.4/32
            Start-Ct {c}
            """);
        return c;
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class StatisticsOfNetNsTests() : StatisticsTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class StatisticsOfLxcTests() : StatisticsTests(TestRuntime.Lxc);
