namespace ContainerNet.Tests.Cmdlets;

/// <summary>What TAB offers.</summary>
public sealed class CompletionTests
{
    [RootTheory]
    [InlineData("Get-Ct ctt", "{0},{1}")]
    [InlineData("Start-Ct ctt", "{0},{1}")]
    [InlineData("Stop-Ct -Name ctt", "{0},{1}")]
    [InlineData("Get-CtNetIf ctt", "{0},{1}")]
    [InlineData("Get-CtNetIf -Container ctt", "{0},{1}")]
    [InlineData("New-CtNetIf ctt", "{0},{1}")]
    [InlineData("Get-CtNetIfIp ctt", "{0},{1}")]
    [InlineData("Add-CtNetIfIp ctt", "{0},{1}")]
    [InlineData("Add-CtNetIfIp -Container ctt", "{0},{1}")]
    [InlineData("Remove-CtNetIfIp ctt", "{0},{1}")]
    [InlineData("Add-CtNetIfRoute ctt", "{0},{1}")]
    [InlineData("Remove-CtNetIfRoute ctt", "{0},{1}")]
    [InlineData("Add-CtNetIfIp ", "{0},{1}")]
    [InlineData("Add-CtNetIfRoute ", "{0},{1}")]
    [InlineData("Remove-CtNetIfIp ", "{0},{1}")]
    [InlineData("Remove-CtNetIfRoute ", "{0},{1}")]
    public void Containers(string line, string offered) => Offers(line, offered);

    [RootTheory]
    [InlineData("Get-CtNetIf {0} ", "eth0,wan0")]
    [InlineData("Get-CtNetIf {0} w", "wan0")]
    [InlineData("Set-CtNetIf {0} ", "eth0,wan0")]
    [InlineData("Get-CtNetIfIp {0} ", "eth0,wan0")]
    [InlineData("Get-CtNetIfIp -Container {0} -Interface ", "eth0,wan0")]
    [InlineData("Add-CtNetIfIp {0} ", "eth0,wan0")]
    [InlineData("Add-CtNetIfIp {0} e", "eth0")]
    [InlineData("Add-CtNetIfIp -Container {0} -Interface ", "eth0,wan0")]
    [InlineData("Remove-CtNetIfIp {0} ", "eth0,wan0")]
    [InlineData("Remove-CtNetIf {1} ", "lan0")]
    public void Interfaces_of_the_container_on_the_line(string line, string offered) => Offers(line, offered);

    [RootTheory]
    [InlineData("Remove-CtNetIfIp -Container {0} -Interface wan0 -Address ", "10.8.1.1/32")]
    [InlineData("Remove-CtNetIfIp -Container {0} -Interface eth0 -Address 10.8.0.2", "10.8.0.2/32")]
    [InlineData("Get-CtNetIfIp {0} eth0 ", "10.8.0.1/32,10.8.0.2/32")]
    public void Addresses_of_the_interface_on_the_line(string line, string offered) => Offers(line, offered);

    [RootTheory]
    [InlineData("New-CtNetIf {1} eth5 -GatewayV4 ", "auto,none")]
    [InlineData("New-CtNetIf {1} eth5 -Link br", "br-lan")]
    public void Words_for_settings(string line, string offered)
    {
        using var host = new TestHost();
        (string first, string second) = Prepare(host);
        IReadOnlyList<string> found = host.Complete(Filled(line, first, second));
        Assert.Subset(found.ToHashSet(), offered.Split(',').ToHashSet());
    }

    [RootFact]
    public void A_file_that_cannot_be_read_breaks_no_line_and_hides_no_other_container()
    {
        using var host = new TestHost();
        (string first, string second) = Prepare(host);
        File.WriteAllText(StagedModule.FileOf(first), "[broken");
        Assert.Empty(host.Complete($"Get-CtNetIfIp {first} "));
        Assert.Contains(second, host.Complete("Get-CtNetIf "));
    }

    private static void Offers(string line, string offered)
    {
        using var host = new TestHost();
        (string first, string second) = Prepare(host);
        Assert.Equal(
            Filled(offered, first, second).Split(',').Order(StringComparer.Ordinal),
            host.Complete(Filled(line, first, second)).Order(StringComparer.Ordinal));
    }

    private static string Filled(string text, string first, string second) =>
        text.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);

    private static (string First, string Second) Prepare(TestHost host)
    {
        string first = host.NewContainer();
        string second = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {first} eth0 -Routed
            $null = New-CtNetIf {first} wan0 -Routed
            $null = New-CtNetIf {second} lan0 -Link br-lan -WarningAction Ignore
            Add-CtNetIfIp {first} eth0 10.8.0.1, 10.8.0.2
            Add-CtNetIfIp {first} wan0 10.8.1.1
            """);
        return (first, second);
    }
}
