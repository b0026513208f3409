using System.Diagnostics;

namespace ContainerNet.Tests.Watching;

/// <summary>Watch-CtNetIf as a user has it.</summary>
public abstract class WatchTests(TestRuntime runtime)
{
    [RootFact]
    public void Changes_are_objects_until_the_user_stops()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();

        // In the session's own process, as by Ctrl-C: another pipeline stops this one.
        Outcome told = host.Run($$"""
            $null = New-CtNetIf {{c}} eth0 -Via 10.100.10.100/30
            $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
            $null = $shell.AddScript('Import-Module "{{StagedModule.Manifest}}"').Invoke()
            $shell.Commands.Clear()
            $null = $shell.AddScript('Watch-CtNetIf {{c}} -Kind Link, Address')
            $in = [Management.Automation.PSDataCollection[psobject]]::new()
            $in.Complete()
            $events = [Management.Automation.PSDataCollection[psobject]]::new()
            $null = $shell.BeginInvoke($in, $events)
            for ($i = 0; $i -lt 100 -and $events.Count -eq 0; $i++) {
                Start-Ct {{c}}
                [Threading.Thread]::Sleep(100)
                Stop-Ct {{c}}
            }
            $shell.Stop()
            "$($shell.InvocationStateInfo.State)"
            "$($events.Count -gt 0)"
            "$($shell.Streams.Error)"
            $events | Where-Object Kind -NotIn Link, Address
            """);
        Assert.Equal(["Stopped", "True", ""], told.Texts);
    }

    [RootFact]
    public void The_first_event_is_enough_for_who_wants_one()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30; Start-Ct {c}");
        string enter = string.Join(' ', host.Enter(c));
        using Process late = host.OnThread(() => Tool.Start(
            "sh", "-c", $"for i in $(seq 9); do sleep 0.3; {enter} ip link set eth0 mtu $((1300 + $i)); done"));
        Outcome told = host.Run(
            $"do {{ Watch-CtNetIf {c} eth0 -Kind Link | ForEach-Object {{ $_; break }} }} while ($false)");
        Assert.Equal(["eth0"], told.All("Interface"));
        Assert.Equal(["Changed"], told.All("Action"));
        late.WaitForExit();
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class WatchOfNetNsTests() : WatchTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class WatchOfLxcTests() : WatchTests(TestRuntime.Lxc);
