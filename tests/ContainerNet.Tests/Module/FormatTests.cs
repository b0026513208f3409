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

    /// <summary>
    /// osctl.md section 7, items 47 and 48: the lists of all containers crashed, and columns were there twice.
    /// </summary>
    [RootTheory]
    [InlineData("Get-CtNetIf", "Name Type Link/Via State HostVeth MaxTx MaxRx")]
    [InlineData("Get-CtNetIfIp", "Version Address")]
    [InlineData("Get-CtNetIfRoute", "Version Destination Via")]
    public void Lists_of_all_of_one_container_and_of_one_interface_have_each_column_once(string command, string columns)
    {
        using var host = new TestHost();
        string[] both = [host.NewRouted("10.100.10.100/30"), host.NewRouted("10.100.10.104/30")];
        for (int i = 0; i < both.Length; i++)
        {
            host.Run($"""
                Add-CtNetIfIp {both[i]} eth0 10.8.0.{i}
                Add-CtNetIfRoute {both[i]} eth0 10.{i}.0.0/16 -Via 10.8.0.{i}
                """);
        }

        foreach (string of in new[] { "", both[0], $"{both[0]} eth0" })
        {
            string[] lines = host.Run($"{command} {of} | Out-Default").Console.Split('\n');
            string[] heads = [.. lines.Where((_, i) => i + 1 < lines.Length && IsRule(lines[i + 1]))];
            Assert.Equal(of.Length == 0 ? 2 : 1, heads.Length);
            Assert.All(heads, h => Assert.Equal(columns, string.Join(' ', Words(h))));
            Assert.Equal(
                of.Length == 0 ? both.Order(StringComparer.Ordinal) : [both[0]],
                host.Run($"{command} {of}").All("Container").Distinct());
        }
    }

    [RootFact]
    public void An_error_shows_the_message_and_what_to_do()
    {
        using var host = new TestHost();
        Outcome outcome = host.Try("Get-Ct nosuch");
        Assert.Equal("There is no container nosuch.", outcome.Error.Exception.Message);
        Assert.Contains("New-Ct", outcome.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private static bool IsRule(string line) => line.TrimStart().StartsWith("--", StringComparison.Ordinal);

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
