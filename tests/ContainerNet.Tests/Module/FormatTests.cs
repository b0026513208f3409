namespace ContainerNet.Tests.Module;

/// <summary>The tables that a user reads; that of the addresses is in the seed story.</summary>
public sealed class FormatTests
{
    [RootFact]
    public void Interfaces_are_a_table_for_each_container()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.NewBridge("br0");
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Link br0 -MaxTx 100m
            $null = New-CtNetIf {c} eth1 -Via 10.100.10.100/30, 2001:db8:100::/126
            Add-CtNetIfIp {c} eth1 1.2.3.4
            """);
        string[] lines = host.Run($"Get-CtNetIf {c} | Out-Default").Console.Split('\n');
        Assert.Contains(lines, l => l.Trim() == $"Container: {c}");
        Assert.Contains(lines, l => Words(l) is ["eth0", "Bridge", "br0", "Down", _, "100mbit", "unlimited"]);
        Assert.Contains(lines, l => l.Contains("10.100.10.100/30, 2001:db8:100::/126", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 120));
    }

    [RootFact]
    public void Containers_are_a_table_of_their_state()
    {
        using var host = new TestHost();
        string c = host.NewRouted();
        string[] lines = host.Run("Get-Ct | Out-Default").Console.Split('\n');
        Assert.Contains(lines, l => Words(l) is [var name, "NetNs", "Running", ..] && name == c);
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 120));
    }

    [RootFact]
    public void Routes_are_a_table_under_the_heading_of_their_interface()
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.100/30");
        host.Run($"Add-CtNetIfIp {c} eth0 10.8.0.1; Add-CtNetIfRoute {c} eth0 10.7.0.0/16 -Via 10.8.0.1");
        string shown = host.Run($"Get-CtNetIfRoute {c} | Out-Default").Console;
        Assert.StartsWith(
            $"\n   Container: {c}   Interface: eth0\n\nVersion Destination", shown, StringComparison.Ordinal);
        Assert.Contains(shown.Split('\n'), l => Words(l) is ["4", "10.7.0.0/16", "10.8.0.1"]);
    }

    [RootFact]
    public void An_error_shows_the_message_and_what_to_do()
    {
        using var host = new TestHost();
        Outcome outcome = host.Try("Get-Ct nosuch");
        Assert.Equal("There is no container nosuch.", outcome.Error.Exception.Message);
        Assert.Contains("New-Ct", outcome.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
