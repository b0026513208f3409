using System.Management.Automation;

namespace ContainerNet.Tests.Cmdlets;

/// <summary>-WhatIf on each cmdlet that changes something, found by what the module has.</summary>
public sealed class WhatIfTests
{
    // How each is called; a cmdlet that is not here fails the test that looks for it.
    private static readonly Dictionary<string, string> s_calls = new(StringComparer.Ordinal)
    {
        ["New-Ct"] = "New-Ct {0}new",
        ["Remove-Ct"] = "Remove-Ct {0}, {0}off -Force",
        ["Start-Ct"] = "Start-Ct {0}off",
        ["Stop-Ct"] = "Stop-Ct {0}",
        ["New-CtNetIf"] = "New-CtNetIf {0}off eth7 -Routed",
        ["Set-CtNetIf"] = "Set-CtNetIf {0}off eth0 -Mtu 1400",
        ["Rename-CtNetIf"] = "Rename-CtNetIf {0}off eth0 eth8",
        ["Remove-CtNetIf"] = "Remove-CtNetIf {0}off eth0",
        ["Add-CtNetIfIp"] = "Add-CtNetIfIp {0} eth0 10.8.0.9",
        ["Remove-CtNetIfIp"] = "Remove-CtNetIfIp {0} eth0 10.8.0.1; Remove-CtNetIfIp {0} eth0 -All",
        ["Add-CtNetIfRoute"] = "Add-CtNetIfRoute {0} eth0 10.7.0.0/16",
        ["Set-Ct"] = "Set-Ct {0}off -NetworkStack auto",
        ["New-CtBridge"] = "New-CtBridge br9 192.0.2.129/25 -NoDhcp -NoNat",
        ["Set-CtBridge"] = "Set-CtBridge br0 -Mtu 1400",
        ["Remove-CtBridge"] = "Remove-CtBridge br0",
        ["Set-CtNetOption"] = "Set-CtNetOption -DefaultBridge br9",
        ["Repair-CtNetIf"] = "Repair-CtNetIf {0}",
        ["Export-CtNet"] = "Export-CtNet {0} -Path \"$($env:CONTAINERNET_RUN)-exported.yml\"",
        ["Import-CtNet"] = "Export-CtNet {0} -WhatIf:$false | "
            + "ForEach-Object { $_.Replace('10.8.0.1/', '10.8.0.7/') } | Import-CtNet",
        ["Restore-CtNet"] = "Restore-CtNet",
        ["Update-CtNetConfig"] = "Update-CtNetConfig {0}off",
        ["Remove-CtNetIfRoute"] = "Remove-CtNetIfRoute {0} eth0 10.6.0.0/16; Remove-CtNetIfRoute {0} eth0 -All",
    };

    [RootFact]
    public void Every_cmdlet_that_changes_something_has_WhatIf_and_leaves_store_and_kernel_alone()
    {
        using var host = new TestHost();
        string c = Prepare(host);
        string kernel = KernelState.Of(host, c);
        Dictionary<string, string> files = Files();
        foreach (string name in Mutators(host))
        {
            Assert.True(s_calls.TryGetValue(name, out string? call), $"How is {name} called?");
            Outcome outcome = host.Run($"$WhatIfPreference = $true; {Filled(call, c)}");
            Assert.Contains("What if: ", outcome.Console, StringComparison.Ordinal);
            Assert.Empty(outcome.Objects);
            Assert.Equal(kernel, KernelState.Of(host, c));
            Assert.Equal(files, Files());
        }
    }

    [RootFact]
    public void WhatIf_sends_nothing_to_the_kernel_and_opens_no_file_of_the_store_to_write()
    {
        using var host = new TestHost();
        string c = Prepare(host);
        foreach (string name in Mutators(host))
        {
            (Tool child, Trace trace) = Trace.Of(host, $"$WhatIfPreference = $true; {Filled(s_calls[name], c)}");
            Assert.True(child.Error.Length == 0, $"{name}: {child.Error}");
            Assert.Empty(trace.ChangesOf(StagedModule.State));
            Assert.Empty(trace.ChangesOf("/run/netns"));
            Assert.Equal((name, 0), (name, trace.Locks));
            Assert.Equal((name, 0), (name, trace.NetlinkChanges));

            // To say what they would do, these have to look.
            if (name is "Repair-CtNetIf" or "Restore-CtNet") continue;
            Assert.Equal((name, 0), (name, trace.NetlinkDatagrams));
        }
    }

    /// <summary>The judge of the test above sees a change when there is one.</summary>
    [RootFact]
    public void The_same_call_without_WhatIf_is_seen_to_change_both()
    {
        using var host = new TestHost();
        string c = Prepare(host);
        (Tool child, Trace trace) = Trace.Of(host, Filled(s_calls["Add-CtNetIfIp"], c));
        Assert.Equal("", child.Error);
        Assert.NotEmpty(trace.ChangesOf(StagedModule.State));
        Assert.Equal(1, trace.Locks);
        Assert.NotEqual(0, trace.NetlinkChanges);
    }

    [RootTheory]
    [InlineData("New-Ct", ConfirmImpact.Medium)]
    [InlineData("Remove-Ct", ConfirmImpact.High)]
    [InlineData("Start-Ct", ConfirmImpact.Medium)]
    [InlineData("Stop-Ct", ConfirmImpact.Medium)]
    [InlineData("New-CtNetIf", ConfirmImpact.Medium)]
    [InlineData("Set-CtNetIf", ConfirmImpact.Medium)]
    [InlineData("Rename-CtNetIf", ConfirmImpact.Medium)]
    [InlineData("Remove-CtNetIf", ConfirmImpact.High)]
    [InlineData("Add-CtNetIfIp", ConfirmImpact.Medium)]
    [InlineData("Remove-CtNetIfIp", ConfirmImpact.Medium)]
    [InlineData("Add-CtNetIfRoute", ConfirmImpact.Medium)]
    [InlineData("Remove-CtNetIfRoute", ConfirmImpact.Medium)]
    [InlineData("Set-Ct", ConfirmImpact.Medium)]
    [InlineData("New-CtBridge", ConfirmImpact.Medium)]
    [InlineData("Set-CtBridge", ConfirmImpact.Medium)]
    [InlineData("Remove-CtBridge", ConfirmImpact.High)]
    [InlineData("Set-CtNetOption", ConfirmImpact.Medium)]
    [InlineData("Repair-CtNetIf", ConfirmImpact.Medium)]
    [InlineData("Restore-CtNet", ConfirmImpact.Medium)]
    [InlineData("Export-CtNet", ConfirmImpact.Medium)]
    [InlineData("Import-CtNet", ConfirmImpact.Medium)]
    [InlineData("Update-CtNetConfig", ConfirmImpact.Medium)]
    public void A_cmdlet_asks_by_itself_only_where_much_would_be_lost(string name, ConfirmImpact impact)
    {
        using var host = new TestHost();
        string c = Prepare(host);
        host.Console.Answer = "No";
        Dictionary<string, string> files = Files();
        host.Run($"$ConfirmPreference = '{impact}'; {Filled(s_calls[name], c)}");
        Assert.NotEmpty(host.Console.Questions);
        Assert.Equal(files, Files());

        host.Console.Questions.Clear();
        if (impact == ConfirmImpact.High) return;
        host.Run($"$ConfirmPreference = 'High'; {Filled(s_calls[name], c)}");
        Assert.Empty(host.Console.Questions);
    }

    [RootFact]
    public void A_container_whose_removal_was_declined_goes_on_running()
    {
        using var host = new TestHost();
        string kept = host.NewRouted("10.100.10.100/30");
        string gone = host.NewRouted("10.100.10.104/30");
        host.Console.Answers.Enqueue("No");
        host.Console.Answers.Enqueue("Yes");
        host.Run($"Remove-Ct {kept}, {gone} -Force -Confirm");
        Assert.Equal(["Running"], host.Run("Get-Ct").All("State"));
        Assert.True(host.Answers("10.100.10.102"));
    }

    private static string Prepare(TestHost host)
    {
        string c = host.NewRouted("10.100.10.100/30");
        host.Run($"""
            Add-CtNetIfIp {c} eth0 10.8.0.1, 10.8.0.2
            Add-CtNetIfRoute {c} eth0 10.6.0.0/16
            $null = New-Ct {c}off
            $null = New-CtNetIf {c}off eth0 -Via 10.100.10.104/30
            $null = New-CtBridge br0 192.0.2.1/25 -NoDhcp -NoNat
            """);

        // Something to repair.
        host.IpDo($"-n {c} addr del 10.8.0.2/32 dev eth0");
        host.AlsoRemove(c + "off");
        return c;
    }

    private static string Filled(string call, string container) =>
        call.Replace("{0}", container, StringComparison.Ordinal);

    private static IEnumerable<string> Mutators(TestHost host) =>
        host.Run("Get-Command -Module ContainerNet | Where-Object { $_.Parameters.ContainsKey('WhatIf') }").All("Name");

    // Name, time and content of each file.
    private static Dictionary<string, string> Files() =>
        Directory.EnumerateFiles(StagedModule.State, "*", SearchOption.AllDirectories).ToDictionary(
            f => f, f => $"{File.GetLastWriteTimeUtc(f):O} {Convert.ToHexString(File.ReadAllBytes(f))}");
}
