using System.Management.Automation;

namespace ContainerNet.Tests.Cmdlets;

/// <summary>The ways to hand containers, interfaces and addresses to a cmdlet.</summary>
public sealed class BindingTests
{
    private const string Address = "10.8.0.1/32";

    [RootTheory]
    [InlineData("Add-CtNetIfIp {0} eth0 10.8.0.1/32")]
    [InlineData("Add-CtNetIfIp {0} eth0 10.8.0.1")]
    [InlineData("Add-CtNetIfIp {0} eth0 10.8.0.1/255.255.255.255")]
    [InlineData("Add-CtNetIfIp {0} eth0 -Address 10.8.0.1")]
    [InlineData("Add-CtNetIfIp -Container {0} -Interface eth0 -Address 10.8.0.1")]
    [InlineData("Add-CtNetIfIp -Container {0} -Name eth0 10.8.0.1")]
    [InlineData("Add-CtNetIfIp -CtId {0} -IfName eth0 -Ip 10.8.0.1")]
    [InlineData("'10.8.0.1' | Add-CtNetIfIp {0} eth0")]
    [InlineData("'10.8.0.1/32' | Add-CtNetIfIp -Container {0} -Interface eth0")]
    [InlineData("[ipaddress]'10.8.0.1' | Add-CtNetIfIp {0} eth0")]
    [InlineData("Get-CtNetIf {0} eth0 | Add-CtNetIfIp 10.8.0.1")]
    [InlineData("Get-CtNetIf {0} | Add-CtNetIfIp -Address 10.8.0.1")]
    [InlineData("Get-Ct {0} | Add-CtNetIfIp -Interface eth0 -Address 10.8.0.1")]
    [InlineData("$i = Get-CtNetIf {0} eth0; $i | Add-CtNetIfIp 10.8.0.1")]
    [InlineData("Get-CtNetIf {0} | ForEach-Object {{ $_ | Add-CtNetIfIp 10.8.0.1 }}")]
    [InlineData("[pscustomobject]@{{ Container = '{0}'; Interface = 'eth0'; Address = '10.8.0.1' }} | Add-CtNetIfIp")]
    [InlineData("[pscustomobject]@{{ Container = '{0}'; Name = 'eth0'; IPAddress = '10.8.0.1' }} | Add-CtNetIfIp")]
    [InlineData("[pscustomobject]@{{ Container = '{0}'; Interface = 'eth0'; Address = '10.8.0.1'; RouteAs = '' }}"
        + " | Add-CtNetIfIp")]
    [InlineData("$a = [pscustomobject]@{{ IPAddress = '10.8.0.1'; PrefixLength = 32 }}; "
        + "[pscustomobject]@{{ Container = '{0}'; Interface = 'eth0'; Version = 4; Address = $a }} | Add-CtNetIfIp")]
    public void An_address_is_added_in_each_of_these_forms(string form)
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30");
        host.Run(Filled(form, c));
        Assert.Equal([Address], host.Run($"Get-CtNetIfIp {c} eth0").All("Address"));
    }

    [RootTheory]
    [InlineData("Remove-CtNetIfIp {0} eth0 10.8.0.1")]
    [InlineData("Get-CtNetIfIp {0} | Remove-CtNetIfIp")]
    [InlineData("Get-CtNetIfIp {0} eth0 10.8.0.1 | Remove-CtNetIfIp")]
    [InlineData("Get-CtNetIf {0} | Get-CtNetIfIp | Remove-CtNetIfIp")]
    [InlineData("Get-CtNetIf {0} | Remove-CtNetIfIp 10.8.0.1")]
    [InlineData("Get-CtNetIf {0} | Remove-CtNetIfIp -All")]
    [InlineData("Remove-CtNetIfIp {0} eth0 -All")]
    [InlineData("Remove-CtNetIfIp {0} eth0 -All -AddressFamily IPv4")]
    [InlineData("Remove-CtNetIfIp -Container {0} -Interface eth0 -All -Version IPv4")]
    public void An_address_is_removed_in_each_of_these_forms(string form)
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30; Add-CtNetIfIp {c} eth0 10.8.0.1");
        host.Run(Filled(form, c));
        Assert.Empty(host.Run($"Get-CtNetIfIp {c} eth0").Objects);
    }

    [RootFact]
    public void All_with_a_family_leaves_the_other_family()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Routed; Add-CtNetIfIp {c} eth0 10.8.0.1, 2001:db8:8::1");
        host.Run($"Remove-CtNetIfIp {c} eth0 -All -AddressFamily IPv6");
        Assert.Equal([Address], host.Run($"Get-CtNetIfIp {c} eth0").All("Address"));
    }

    [RootTheory]
    [InlineData("Get-CtNetIf {0} | Start-Ct")]
    [InlineData("Get-CtNetIf {0} eth0 | Start-Ct")]
    [InlineData("Get-Ct {0} | Start-Ct")]
    [InlineData("'{0}' | Start-Ct")]
    [InlineData("Start-Ct -Name {0}")]
    [InlineData("Start-Ct -Container {0}")]
    [InlineData("Get-CtNetIfIp {0} | Start-Ct")]
    [InlineData("Get-CtNetIf {0} | Get-Ct | Start-Ct")]
    public void A_container_is_started_by_whatever_names_it(string form)
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Routed; Add-CtNetIfIp {c} eth0 10.8.0.1");
        host.Run(Filled(form, c));
        Assert.Equal("Running", host.Run($"Get-Ct {c}").All("State").Single());
    }

    /// <summary>A container's own name must not be taken for an interface's, or nothing would match.</summary>
    [RootTheory]
    [InlineData("Get-Ct {0} | Get-CtNetIf")]
    [InlineData("Get-Ct {0} | Get-CtNetIfIp")]
    [InlineData("Get-Ct {0} | Get-CtNetIfRoute")]
    [InlineData("Get-Ct {0} | Get-CtNetIfStatistics")]
    [InlineData("Get-Ct {0} | Test-CtNetIf")]
    [InlineData("Get-Ct {0} | Repair-CtNetIf -PassThru")]
    public void What_reads_a_containers_interfaces_takes_the_container_from_the_pipeline(string form)
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.100/30");
        host.Run($"Add-CtNetIfIp {c} eth0 10.8.0.1");
        host.IpDo($"-n {c} addr del 10.8.0.1/32 dev eth0");
        Assert.NotEmpty(host.Run(Filled(form, c)).Objects);
    }

    /// <summary>An interface that was named like a container must not stand for it.</summary>
    [RootFact]
    public void Piping_an_interface_to_Remove_Ct_never_takes_its_name_for_a_container()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        string other = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} {other} -Routed; Get-CtNetIf {c} | Remove-Ct -Confirm:$false");
        Assert.Equal([other], host.Run("Get-Ct").All("Name"));
    }

    [RootFact]
    public void Interfaces_are_set_renamed_and_removed_through_the_pipeline()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Routed
            Get-CtNetIf {c} eth0 | Set-CtNetIf -Mtu 1400
            Get-CtNetIf {c} eth0 | Rename-CtNetIf -NewName wan0
            """);
        Outcome renamed = host.Run($"Get-CtNetIf {c}");
        Assert.Equal(["wan0"], renamed.All("Name"));
        Assert.Equal(["1400"], renamed.All("Mtu"));
        host.Run($"Get-CtNetIf {c} | Remove-CtNetIf -Confirm:$false");
        Assert.Empty(host.Run($"Get-CtNetIf {c}").Objects);
    }

    [RootFact]
    public void Calls_chain_from_the_interface_to_its_addresses_and_routes()
    {
        using var host = new TestHost();
        string c = host.NewRouted();
        host.Run($"Stop-Ct {c}");
        Outcome chained = host.Run($"""
            New-CtNetIf {c} eth1 -Via 10.100.10.100/30 |
                Add-CtNetIfIp 10.8.0.1 -PassThru |
                Add-CtNetIfIp 10.8.0.2, 10.8.0.3/24 -PassThru |
                Add-CtNetIfRoute 10.9.0.0/16 -Via 10.8.0.1 -PassThru
            """);
        PSObject one = Assert.Single(chained.Objects);
        Assert.Equal("eth1", one.Properties["Name"].Value);
        Assert.Equal(
            ["10.8.0.1/32", "10.8.0.2/32", "10.8.0.3/24"], host.Run($"Get-CtNetIfIp {c} eth1").All("Address"));
    }

    /// <summary>What is handed on must be true: the interface of a running container is up.</summary>
    [RootFact]
    public void PassThru_of_a_running_container_says_that_the_interface_is_up()
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.100/30");
        Assert.Equal("Up", host.Run($"Add-CtNetIfIp {c} eth0 10.8.0.1 -PassThru").All("State").Single());
        Assert.Equal("Running", host.Run($"Start-Ct {c} -PassThru").All("State").Single());
        Assert.Equal("Stopped", host.Run($"Stop-Ct {c} -PassThru").All("State").Single());
        Assert.Equal("Down", host.Run($"Add-CtNetIfIp {c} eth0 10.8.0.2 -PassThru").All("State").Single());
    }

    [RootFact]
    public void Without_PassThru_only_New_and_Get_write_objects()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        Outcome made = host.Run($"New-CtNetIf {c} eth0 -Routed");
        Assert.Single(made.Objects);
        Assert.Empty(host.Run($"""
            Add-CtNetIfIp {c} eth0 10.8.0.1
            Set-CtNetIf {c} eth0 -Mtu 1400
            Rename-CtNetIf {c} eth0 eth1
            Start-Ct {c}
            Stop-Ct {c}
            Remove-CtNetIfIp {c} eth1 10.8.0.1
            Remove-CtNetIf {c} eth1 -Confirm:$false
            Remove-Ct {c} -Confirm:$false
            """).Objects);
    }

    [RootFact]
    public void Rows_of_a_table_make_interfaces_of_each_kind()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.NewBridge("br0", "192.0.2.1/24");
        string[] columns = ["Container", "Name", "Link", "Via", "MaxTx", "GatewayV4", "MacAddress", "Mtu"];
        host.Let("rows", new[]
        {
            Row(columns, c, "eth0", "br0", "", "100m", "none", "52:54:00:12:34:56", "1400"),
            Row(columns, c, "eth1", "", "10.100.10.100/30", "", "", "", ""),
            Row(columns, c, "eth2", "", "10.100.10.104/30,2001:db8:100::/126", "", "", "", ""),
        });
        Outcome made = host.Run("$rows | New-CtNetIf");
        Assert.Equal(["eth0", "eth1", "eth2"], made.All("Name"));
        Assert.Equal(["Bridge", "Routed", "Routed"], made.All("Type"));
        Assert.Equal(["br0", "", ""], made.All("Link"));
        Assert.Equal(["100mbit", "unlimited", "unlimited"], made.All("MaxTx"));
    }

    /// <summary>What a row has no value for was not given, whether the cell is empty or null.</summary>
    [RootTheory]
    [InlineData("")]
    [InlineData(null)]
    public void A_row_without_values_is_as_one_without_columns(string? cell)
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        string[] columns =
        [
            "Container", "Name", "Link", "Via", "MaxTx", "MaxRx", "Mtu", "TxQueues", "RxQueues", "MacAddress",
            "GatewayV4", "GatewayV6",
        ];
        host.Let("row", Row(columns, [c, "eth0", .. columns[2..].Select(_ => cell)]));
        host.NewBridge("lxcbr0");
        host.Run($"$null = $row | New-CtNetIf; $null = New-CtNetIf {c} eth1");
        string[] settings = [.. columns[2..], "Type", "Dhcp"];
        Assert.All(settings, s => Assert.Single(host.Run($"Get-CtNetIf {c}").All(s).Distinct()));

        host.Run($"Set-CtNetIf {c} eth0 -Mtu 1400 -MaxTx 10mbit -GatewayV4 none -TxQueues 2");
        string before = File.ReadAllText(StagedModule.FileOf(c));
        host.Run("$row | Set-CtNetIf");
        Assert.Equal(before, File.ReadAllText(StagedModule.FileOf(c)));
    }

    [RootFact]
    public void A_bridge_of_a_row_without_values_has_the_defaults()
    {
        using var host = new TestHost();
        string[] columns = ["Name", "Address", "DhcpRange", "Mtu", "DnsServer"];
        host.Let("rows", new[]
        {
            Row(columns, "br1", "", "", "", ""), Row(columns, "br2", null, null, null, null),
        });
        Outcome made = host.Run("""
            $rows | New-CtBridge -NoDhcp -NoNat | ForEach-Object { "$($_.Address) $($_.DnsServer.Count)" }
            """);
        Assert.Equal(["10.0.3.1/24 0", "10.0.4.1/24 0"], made.Texts);
        string[] files = Directory.GetFiles(Path.Combine(StagedModule.State, "bridges"), "*.yml");
        string[] before = [.. files.Select(File.ReadAllText)];
        host.Run("$rows | Set-CtBridge");
        Assert.Equal(before, files.Select(File.ReadAllText));
    }

    [RootTheory]
    [InlineData("New-CtNetIf {0} eth5 -Link br0 -Via 10.0.0.0/30", "InterfaceIsRouted")]
    [InlineData("New-CtNetIf {0} eth5 -NoDhcp -Via 10.0.0.0/30", "InterfaceIsRouted")]
    [InlineData("New-CtNetIf {0} eth5 -Via 10.0.0.0/30 -GatewayV4 auto", "InterfaceIsRouted")]
    [InlineData("New-CtNetIf {0} eth5 -Link br0 -Routed", "AmbiguousParameterSet")]
    [InlineData("New-CtNetIf {0} eth5 -Routed -Via 10.0.0.0/30", "AmbiguousParameterSet")]
    [InlineData("New-CtNetIf {0} eth5 -Routed -NoDhcp", "AmbiguousParameterSet")]
    public void Parameters_of_different_kinds_of_interface_do_not_go_together(string form, string error)
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        Assert.Equal(error, Outcome.IdOf(host.Try(Filled(form, c)).Error));
        Assert.Empty(host.Run($"Get-CtNetIf {c}").Objects);
    }

    [RootFact]
    public void An_interface_without_any_hint_is_on_the_default_bridge_with_DHCP()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        PSObject made = host.Run($"New-CtNetIf {c} eth0").Objects.Single();
        Assert.Equal("lxcbr0", made.Properties["Link"].Value);
        Assert.Equal(true, made.Properties["Dhcp"].Value);
        Assert.Equal(false, host.Run($"New-CtNetIf {c} eth1 -NoDhcp").Objects.Single().Properties["Dhcp"].Value);
    }

    /// <summary>What tells containers and interfaces apart is taken from any object by its property's name.</summary>
    [RootFact]
    public void Every_parameter_of_identity_binds_by_property_name()
    {
        using var host = new TestHost();
        Outcome missing = host.Run("""
            foreach ($command in Get-Command -Module ContainerNet -Noun Ct, CtNetIf*) {
                $changes = $command.Parameters.ContainsKey('WhatIf')
                foreach ($parameter in $command.Parameters.Values) {
                    # Watch runs until it is stopped; a piped container has a Name too, which is no interface's.
                    if ($command.Verb -eq 'Watch') { continue }
                    if ($parameter.Name -notin 'Container', 'Interface', 'Name', 'Address', 'Destination') { continue }
                    if (-not $changes -and $parameter.Name -in 'Name', 'Address', 'Destination') { continue }
                    foreach ($set in $parameter.ParameterSets.Values) {
                        if (-not $set.ValueFromPipelineByPropertyName) { "$($command.Name) -$($parameter.Name)" }
                    }
                }
            }
            """);
        Assert.Empty(missing.Texts);
    }

    private static string Filled(string form, string c) =>
        form.Replace("{0}", c, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal)
            .Replace("}}", "}", StringComparison.Ordinal);

    private static PSObject Row(string[] columns, params string?[] cells)
    {
        var row = new PSObject();
        foreach ((string name, string? cell) in columns.Zip(cells)) row.Properties.Add(new PSNoteProperty(name, cell));
        return row;
    }
}
