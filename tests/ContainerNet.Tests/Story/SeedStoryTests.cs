namespace ContainerNet.Tests.Story;

/// <summary>The story that the module was made for.</summary>
public sealed class SeedStoryTests
{
    [RootFact]
    public void A_container_with_a_bridged_and_a_routed_interface_is_reached_by_its_addresses()
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.IpDo("link add lxcbr0 type bridge");
        host.IpDo("link set lxcbr0 up");
        Outcome told = host.Run($"""
            $null = New-Ct {c}
            $null = New-CtNetIf {c} eth0 -Link lxcbr0
            $null = New-CtNetIf {c} eth1 -Via 10.100.10.100/30
            Add-CtNetIfIp {c} eth1 1.2.3.4/32, 5.6.7.8/32
            Start-Ct {c}
            Get-CtNetIfIp {c} eth1
            """);

        Assert.Equal(["1.2.3.4/32", "5.6.7.8/32"], told.All("Address"));
        Assert.Equal(["4", "4"], told.All("Version"));
        Assert.True(host.Answers("1.2.3.4"));
        Assert.True(host.Answers("5.6.7.8"));
        Assert.True(host.Answers("10.100.10.101", from: c));
    }

    [RootFact]
    public void The_table_of_the_addresses_reads_as_in_the_brief()
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.Run($"""
            $null = New-Ct {c}
            $null = New-CtNetIf {c} eth1 -Via 10.100.10.100/30
            Add-CtNetIfIp {c} eth1 1.2.3.4/32, 5.6.7.8/32
            """);
        string shown = host.Run($"Get-CtNetIfIp {c} eth1 | Out-Default").Console;
        string expected = $"""

               Container: {c}   Interface: eth1

            Version Address
            ------- -------
                  4 1.2.3.4/32
                  4 5.6.7.8/32


            """;
        Assert.Equal(expected, shown);
    }
}
