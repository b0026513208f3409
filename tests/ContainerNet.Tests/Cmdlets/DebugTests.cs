using System.Management.Automation;

namespace ContainerNet.Tests.Cmdlets;

/// <summary>What -Debug shows: steps, and each message to the kernel in words.</summary>
public sealed class DebugTests
{
    [RootFact]
    public void Debug_shows_the_messages_and_asks_nothing()
    {
        using var host = new TestHost();
        string container = host.NewRouted("10.100.10.100/30");
        string[] told = [.. host.Run($"Add-CtNetIfIp {container} eth0 10.8.0.1 -Debug 5>&1").Texts];
        Assert.Contains($"{container}: add address 10.8.0.1/32 to eth0 in the container", told);
        Assert.Contains(told, l => l.StartsWith("netlink > #", StringComparison.Ordinal)
            && l.Contains(": add address 10.8.0.1/32 to link ", StringComparison.Ordinal));
        Assert.Contains(told, l => l.StartsWith("netlink < #", StringComparison.Ordinal)
            && l.EndsWith(": done", StringComparison.Ordinal));
        Assert.Equal(["10.8.0.1/32"], host.Run($"Get-CtNetIfIp {container}").All("Address"));
    }

    [RootFact]
    public void The_preference_does_the_same_and_verbose_lines_stay_verbose()
    {
        using var host = new TestHost();
        string container = host.NewRouted("10.100.10.100/30");
        Outcome outcome = host.Run($"""
            $DebugPreference = 'Continue'
            Add-CtNetIfIp {container} eth0 10.8.0.1 -Verbose 5>&1
            """);
        Assert.Contains(outcome.Objects, o => o.BaseObject is DebugRecord);
        Assert.Contains($"{container}: add address 10.8.0.1/32 to eth0 in the container", outcome.Verbose);
        Assert.Empty(host.Run($"Add-CtNetIfIp {container} eth0 10.8.0.2 -Debug:$false 5>&1").Objects);
    }
}
