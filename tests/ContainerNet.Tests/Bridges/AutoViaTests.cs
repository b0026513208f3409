using System.Diagnostics;

namespace ContainerNet.Tests.Bridges;

/// <summary>Interconnects from the pool, and the host's settings.</summary>
public sealed class AutoViaTests
{
    [RootFact]
    public void Each_interface_gets_the_next_free_network_of_both_families()
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.IpDo("link add other type veth peer name otherpeer");
        host.IpDo("addr add 10.100.0.5/30 dev other");
        host.Run($"$null = New-Ct {c}");
        Assert.Equal("10.100.0.0/30 fd00:c7::/126", Via(host, $"New-CtNetIf {c} eth0 -Via auto"));
        Assert.Equal("10.100.0.8/30", Via(host, $"New-CtNetIf {c} eth1 -Via auto4"));
        Assert.Equal("fd00:c7::4/126", Via(host, $"New-CtNetIf {c} eth2 -Via AUTO6"));
        Assert.Equal("10.9.9.0/30 fd00:c7::8/126", Via(host, $"New-CtNetIf {c} eth3 -Via auto, 10.9.9.0/30"));
        host.Run($"Remove-CtNetIf {c} eth0 -Confirm:$false");
        Assert.Equal("10.100.0.0/30 fd00:c7::/126", Via(host, $"New-CtNetIf {c} eth4 -Via auto"));
    }

    [RootFact]
    public void Said_twice_it_keeps_what_it_gave_and_adds_what_is_missing()
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.Run($"$null = New-Ct {c}; $null = New-CtNetIf {c} eth0 -Via auto4");
        host.Run($"$null = New-CtNetIf {c} eth1 -Via 10.9.9.0/30");
        Assert.Equal("10.100.0.0/30 fd00:c7::/126", Via(host, $"Set-CtNetIf {c} eth0 -Via auto -PassThru"));
        Assert.Equal("10.100.0.0/30 fd00:c7::/126", Via(host, $"Set-CtNetIf {c} eth0 -Via auto -PassThru"));
        Assert.Equal("10.100.0.4/30 fd00:c7::4/126", Via(host, $"Set-CtNetIf {c} eth1 -Via auto -PassThru"));
        Assert.Equal("InterfaceIsBridged", Outcome.IdOf(
            host.Try($"$null = New-CtNetIf {c} eth2 -Link br0; Set-CtNetIf {c} eth2 -Via auto").Error));
    }

    [RootFact]
    public void The_pools_and_the_default_bridge_are_settings()
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.Run($"$null = New-Ct {c}");
        Outcome options = host.Run("Get-CtNetOption");
        Assert.Equal(["10.100.0.0/16"], options.All("InterconnectPoolV4"));
        Assert.Equal([StagedModule.State], options.All("StateDirectory"));
        host.Run("Set-CtNetOption -DefaultBridge br7 -WhatIf");
        Assert.Equal(["lxcbr0"], host.Run("Get-CtNetOption").All("DefaultBridge"));

        host.Run("Set-CtNetOption -InterconnectPoolV4 10.55.0.0/29 -InterconnectPoolV6 none");
        options = host.Run("Set-CtNetOption -DefaultBridge br7 -PassThru");
        Assert.Equal(["none"], options.All("InterconnectPoolV6"));
        Assert.Equal(["br7"], host.Run($"New-CtNetIf {c} eth9").All("Link"));
        Assert.Equal("10.55.0.0/30", Via(host, $"New-CtNetIf {c} eth0 -Via auto"));
        Assert.Equal("10.55.0.4/30", Via(host, $"New-CtNetIf {c} eth1 -Via auto"));
        Assert.Equal("InterconnectPoolExhausted", Outcome.IdOf(host.Try($"New-CtNetIf {c} eth2 -Via auto").Error));
        Assert.Equal("NoInterconnectPool", Outcome.IdOf(host.Try($"New-CtNetIf {c} eth2 -Via auto6").Error));
        Assert.Equal("AddressFamilyMismatch", Outcome.IdOf(
            host.Try("Set-CtNetOption -InterconnectPoolV4 fd00::/64").Error));
    }

    [RootFact]
    public void Twenty_processes_at_once_never_get_the_same_network()
    {
        using var host = new TestHost();
        string[] names = [.. Enumerable.Range(0, 20).Select(_ => host.NewName())];
        host.Run($"$null = New-Ct {string.Join(',', names)}");
        Process[] processes = host.OnThread(() => names.Select(n => ChildProcess.Start(
            $"0..4 | ForEach-Object {{ (New-CtNetIf {n} \"eth$_\" -Via auto).Via }}")).ToArray());
        List<string> given = [];
        foreach (Process process in processes)
        {
            using (process)
            {
                given.AddRange(process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
                string errors = process.StandardError.ReadToEnd();
                process.WaitForExit();
                Assert.True(process.ExitCode == 0, errors);
            }
        }

        Assert.Equal(200, given.Count);
        Assert.Equal(200, given.Distinct().Count());
        Assert.Contains("10.100.1.140/30", given);
    }

    private static string Via(TestHost host, string script) =>
        string.Join(' ', (object[])Assert.Single(host.Run(script).Objects).Properties["Via"].Value);
}
