# The ways to hand containers, interfaces and addresses to a cmdlet: by position, by name, by alias and through the pipeline.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    # A row as a file has it: a cell for each column, the first of them given and the others all the same.
    function New-Row([string[]] $Column, [object[]] $First, $Rest) {
        $row = [ordered] @{}
        for ($i = 0; $i -lt $Column.Count; $i++) { $row[$Column[$i]] = $i -lt $First.Count ? $First[$i] : $Rest }
        [pscustomobject] $row
    }
}

Describe 'Binding of addresses' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
        $null = New-CtNetIf db01 eth1 -Via 198.51.100.4/30, 2001:db8:100::4/126
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'adds by <_>' -ForEach @(
        { Add-CtNetIfIp db01 eth1 192.0.2.230/32 }
        { Add-CtNetIfIp db01 eth1 192.0.2.230 }
        { Add-CtNetIfIp db01 eth1 192.0.2.230/255.255.255.255 }
        { Add-CtNetIfIp db01 eth1 -Address 192.0.2.230 }
        { Add-CtNetIfIp -Container db01 -Interface eth1 -Address 192.0.2.230 }
        { Add-CtNetIfIp -Container db01 -Name eth1 192.0.2.230 }
        { Add-CtNetIfIp -CtId db01 -IfName eth1 -Ip 192.0.2.230 }
        { '192.0.2.230' | Add-CtNetIfIp db01 eth1 }
        { '192.0.2.230/32' | Add-CtNetIfIp -Container db01 -Interface eth1 }
        { [ipaddress] '192.0.2.230' | Add-CtNetIfIp db01 eth1 }
        { Get-CtNetIf db01 eth1 | Add-CtNetIfIp 192.0.2.230 }
        { Get-CtNetIf db01 -Type Routed | Add-CtNetIfIp -Address 192.0.2.230 }
        { Get-Ct db01 | Add-CtNetIfIp -Interface eth1 -Address 192.0.2.230 }
        { $netif = Get-CtNetIf db01 eth1; $netif | Add-CtNetIfIp 192.0.2.230 }
        { Get-CtNetIf db01 eth1 | ForEach-Object { $_ | Add-CtNetIfIp 192.0.2.230 } }
        { [pscustomobject] @{ Container = 'db01'; Interface = 'eth1'; Address = '192.0.2.230' } | Add-CtNetIfIp }
        { [pscustomobject] @{ Container = 'db01'; Name = 'eth1'; IPAddress = '192.0.2.230' } | Add-CtNetIfIp }
        { [pscustomobject] @{ Container = 'db01'; Interface = 'eth1'; Address = '192.0.2.230'; RouteAs = '' } | Add-CtNetIfIp }
        {
            $address = [pscustomobject] @{ IPAddress = '192.0.2.230'; PrefixLength = 32 }
            [pscustomobject] @{ Container = 'db01'; Interface = 'eth1'; Version = 4; Address = $address } | Add-CtNetIfIp
        }
    ) {
        try {
            & $_
            Get-CtNetIfIp db01 eth1 | ForEach-Object { "$($_.Address)" } | Should -Be '192.0.2.230/32'
        }
        finally {
            Remove-CtNetIfIp db01 eth1 -All
        }
    }

    It 'removes by <_>' -ForEach @(
        { Remove-CtNetIfIp db01 eth1 192.0.2.230 }
        { Get-CtNetIfIp db01 eth1 | Remove-CtNetIfIp }
        { Get-CtNetIfIp db01 eth1 192.0.2.230 | Remove-CtNetIfIp }
        { Get-CtNetIf db01 eth1 | Get-CtNetIfIp | Remove-CtNetIfIp }
        { Get-CtNetIf db01 eth1 | Remove-CtNetIfIp 192.0.2.230 }
        { Get-CtNetIf db01 eth1 | Remove-CtNetIfIp -All }
        { Remove-CtNetIfIp db01 eth1 -All }
        { Remove-CtNetIfIp db01 eth1 -All -AddressFamily IPv4 }
        { Remove-CtNetIfIp -Container db01 -Interface eth1 -All -Version IPv4 }
    ) {
        Add-CtNetIfIp db01 eth1 192.0.2.230
        & $_
        Get-CtNetIfIp db01 eth1 | Should -BeNullOrEmpty
    }

    It 'dies for <Text>, which is no address, and says so' -ForEach @(
        @{ Text = '192.0.2.300' }, @{ Text = '192.0.2.1/33' }, @{ Text = '010.8.0.1' }, @{ Text = '2001:db8::1%eth0' }
        @{ Text = '::ffff:192.0.2.1' }, @{ Text = 'hello' }
    ) {
        foreach ($cmdlet in 'Add-CtNetIfIp', 'Remove-CtNetIfIp') {
            { & $cmdlet db01 eth1 $Text } | Should -Throw "*$Text*is not an IP address*" -ErrorId '*Argument*,*'
        }
    }
}

Describe 'Binding of containers' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'starts what <_> names' -ForEach @(
        { Get-CtNetIf db01 | Start-Ct }
        { Get-CtNetIf db01 eth0 | Start-Ct }
        { Get-Ct db01 | Start-Ct }
        { 'db01' | Start-Ct }
        { Start-Ct -Name db01 }
        { Start-Ct -Container db01 }
        { Get-CtNetIfIp db01 | Start-Ct }
        { Get-CtNetIf db01 | Get-Ct | Start-Ct }
    ) {
        & $_
        (Get-Ct db01).State | Should -Be Running
        Stop-Ct db01
    }

    It 'reads the interfaces of the container that is piped in, whose own name is none of theirs: <_>' -ForEach @(
        { Get-Ct web01 | Get-CtNetIf }
        { Get-Ct web01 | Get-CtNetIfIp }
        { Get-Ct web01 | Get-CtNetIfRoute }
        { Get-Ct web01 | Get-CtNetIfStatistics }
        { Get-Ct web01 | Test-CtNetIf }
        { Get-Ct web01 | Repair-CtNetIf -PassThru }
    ) {
        # Something to find and to mend; it is gone already after the first of them.
        ip -n web01 address delete 192.0.2.201/32 dev eth0 2>&1 | Out-Null
        (& $_).Container | Select-Object -Unique | Should -Be web01
    }

    It 'takes the interface of a container that has another one''s name for what it is of' {
        $null = New-Ct box01, box02
        $null = New-CtNetIf box01 box02 -Routed
        Get-CtNetIf box01 | Remove-Ct -Confirm:$false
        (Get-Ct box*).Name | Should -Be box02
        Remove-Ct box02 -Confirm:$false
    }
}

Describe 'What cmdlets hand on' -Tag Root {
    BeforeEach {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'is nothing without -PassThru, but for New and Get' {
        New-CtNetIf db01 eth1 -Routed | Should -HaveCount 1
        & {
            Add-CtNetIfIp db01 eth1 192.0.2.230
            Add-CtNetIfRoute db01 eth1 203.0.113.64/28
            Set-CtNetIf db01 eth1 -Mtu 1400
            Rename-CtNetIf db01 eth1 eth2
            Start-Ct db01
            Repair-CtNetIf db01
            Stop-Ct db01
            Remove-CtNetIfRoute db01 eth2 203.0.113.64/28
            Remove-CtNetIfIp db01 eth2 192.0.2.230
            Remove-CtNetIf db01 eth2 -Confirm:$false
            Remove-Ct db01 -Confirm:$false
        } | Should -BeNullOrEmpty
    }

    It 'is true: the interface of a running container is up' {
        (Add-CtNetIfIp web01 eth0 192.0.2.230 -PassThru).State | Should -Be Up
        (Stop-Ct web01 -PassThru).State | Should -Be Stopped
        (Add-CtNetIfIp web01 eth0 192.0.2.231 -PassThru).State | Should -Be Down
        (Start-Ct web01 -PassThru).State | Should -Be Running
    }

    It 'is one interface through a chain of several calls' {
        $chained = New-CtNetIf db01 eth1 -Via 198.51.100.4/30 |
            Add-CtNetIfIp 192.0.2.230 -PassThru |
            Add-CtNetIfIp 192.0.2.231, 203.0.113.65/28 -PassThru |
            Add-CtNetIfRoute 203.0.113.32/28 -Via 192.0.2.230 -PassThru
        $chained | Should -HaveCount 1
        $chained.Name | Should -Be eth1
        Get-CtNetIfIp db01 eth1 | ForEach-Object { "$($_.Address)" } |
            Should -Be '192.0.2.230/32', '192.0.2.231/32', '203.0.113.65/28'
    }
}

Describe 'Binding of rows' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'makes interfaces of each kind of the rows of a table' {
        $made = @(
            'Container,Name,Link,Via,MaxTx,GatewayV4,MacAddress,Mtu'
            'db01,eth1,lxcbr0,,100m,none,52:54:00:12:34:56,1400'
            'db01,eth2,,198.51.100.16/30,,,,'
            'db01,eth3,,"198.51.100.20/30,2001:db8:100::14/126",,,,'
        ) | ConvertFrom-Csv | New-CtNetIf
        $made.Name | Should -Be eth1, eth2, eth3
        $made.Type | Should -Be Bridge, Routed, Routed
        $made.Link | Should -Be lxcbr0, $null, $null
        $made.MaxTx | Should -Be 100mbit, unlimited, unlimited
        $made[0].Mtu | Should -Be 1400
        $made[2].Via | Should -Be '198.51.100.20/30', '2001:db8:100::14/126'
    }

    It 'takes an empty cell and a null one for a setting that was not given: <Cell>' -ForEach @{ Cell = '' }, @{ Cell = $null } {
        $columns = 'Container', 'Name', 'Link', 'Via', 'MaxTx', 'MaxRx', 'Mtu', 'TxQueues', 'RxQueues', 'MacAddress', 'GatewayV4', 'GatewayV6', 'HostInterface'
        $null = New-Ct box01
        $row = New-Row $columns box01, eth0 $Cell
        $null = $row | New-CtNetIf
        $null = New-CtNetIf box01 eth1
        $byRow, $plain = Get-CtNetIf box01
        foreach ($setting in $columns[2..11] + 'Type', 'Dhcp') { "$($byRow.$setting)" | Should -Be "$($plain.$setting)" -Because $setting }

        Set-CtNetIf box01 eth0 -Mtu 1400 -MaxTx 10mbit -GatewayV4 none -TxQueues 2
        $before = Export-CtNet box01
        $row | Set-CtNetIf -ErrorVariable found -ErrorAction SilentlyContinue
        $found.FullyQualifiedErrorId | Should -BeLike 'NothingToSet,*'
        Export-CtNet box01 | Should -BeExactly $before
        Remove-Ct box01 -Confirm:$false
    }

    It 'gives a bridge of a row without values the defaults, and leaves it as it is' {
        $rows = @(New-Row Name, Address, DhcpRange, Mtu, DnsServer br1 ''; New-Row Name, Address, DhcpRange, Mtu, DnsServer br2 $null)
        $made = $rows | New-CtBridge -NoDhcp -NoNat
        $made | ForEach-Object { "$($_.Address) $($_.DnsServer.Count)" } | Should -Be '10.0.3.1/24 0', '10.0.4.1/24 0'
        $before = Get-FileHash $env:CONTAINERNET_STATE/bridges/*.yml
        $rows | Set-CtBridge -ErrorVariable found -ErrorAction SilentlyContinue
        $found.FullyQualifiedErrorId | Should -BeLike 'NothingToSet,*'
        (Get-FileHash $env:CONTAINERNET_STATE/bridges/*.yml).Hash | Should -Be $before.Hash
    }

    It 'refuses settings of different kinds of interface together, and makes none: <Do>' -ForEach @(
        @{ Id = 'InterfaceIsRouted'; Do = { New-CtNetIf app01 eth5 -Link br0 -Via 198.51.100.24/30 } }
        @{ Id = 'InterfaceIsRouted'; Do = { New-CtNetIf app01 eth5 -NoDhcp -Via 198.51.100.24/30 } }
        @{ Id = 'InterfaceIsRouted'; Do = { New-CtNetIf app01 eth5 -Via 198.51.100.24/30 -GatewayV4 auto } }
        @{ Id = 'AmbiguousParameterSet'; Do = { New-CtNetIf app01 eth5 -Link br0 -Routed } }
        @{ Id = 'AmbiguousParameterSet'; Do = { New-CtNetIf app01 eth5 -Routed -Via 198.51.100.24/30 } }
        @{ Id = 'AmbiguousParameterSet'; Do = { New-CtNetIf app01 eth5 -Routed -NoDhcp } }
    ) {
        { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; $Do")) } | Should -Throw -ErrorId "$Id,*"
        (Get-CtNetIf app01).Name | Should -Be eth0
    }
}
