namespace ContainerNet.Tests.Changes;

/// <summary>Containers that New-Ct makes and Remove-Ct removes.</summary>
public sealed class NamespaceLifeTests
{
    [RootFact]
    public void A_removed_container_leaves_no_file_and_its_addresses_are_free()
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.0/30");
        host.Run($"Add-CtNetIfIp {c} eth0 10.8.0.1; Remove-Ct {c} -Force -Confirm:$false");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(StagedModule.State, "containers")));
        string other = host.NewRouted("10.100.10.0/30");
        host.Run($"Add-CtNetIfIp {other} eth0 10.8.0.1");
        Assert.True(host.Answers("10.8.0.1"));
    }

    /// <summary>A namespace that ip made is not ours to take.</summary>
    [RootFact]
    public void A_name_that_a_network_namespace_has_is_refused_for_a_container()
    {
        using var host = new TestHost();
        string name = host.NewName();
        host.IpDo($"netns add {name}");
        Outcome outcome = host.Try($"New-Ct {name}");
        Assert.Equal("ContainerExists", Outcome.IdOf(outcome.Error));
        Assert.Contains(name, host.Start("ip", "netns", "list").Output, StringComparison.Ordinal);
    }

    [RootFact]
    public void An_init_runs_in_the_container_and_ends_with_it()
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.Run($"$null = New-Ct {c} -Init /bin/sleep, 1000; $null = New-CtNetIf {c} eth0 -Routed; Start-Ct {c}");
        string pid = host.Run($"Get-Ct {c}").All("InitPid").Single();
        Assert.Equal($"{c}\n", host.Start("ip", "netns", "identify", pid).Output);
        Assert.Equal("sleep\n", File.ReadAllText($"/proc/{pid}/comm"));
        host.Run($"Stop-Ct {c}");
        Assert.False(Directory.Exists($"/proc/{pid}"));
        Assert.Equal("", host.Run($"Get-Ct {c}").All("InitPid").Single());
    }
}
