Describe 'New-CtNetIf' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'makes a port of the default bridge, by DHCP' {
        $made = New-CtNetIf db01 eth1
        $made.Link | Should -Be lxcbr0
        $made.Dhcp | Should -BeTrue
    }

    It 'makes a port without DHCP, with a gateway' {
        $made = New-CtNetIf db01 eth1 -Link lxcbr0 -NoDhcp -GatewayV4 192.0.2.9 -GatewayV6 none
        $made.Dhcp | Should -BeFalse
        $made.GatewayV4 | Should -Be 192.0.2.9
        $made.GatewayV6 | Should -Be none
    }

    It 'makes a routed one, over networks with host bits, a /31 or none' {
        (New-CtNetIf db01 eth1 -Via 198.51.100.6/30).Via[0].ContainerAddress | Should -Be 198.51.100.6/30
        (New-CtNetIf db01 eth2 -Via 198.51.100.12/31).Via[0].HostAddress | Should -Be 198.51.100.12/31
        (New-CtNetIf db01 eth3 -Routed).Via | Should -BeNullOrEmpty
    }

    It 'makes what is piped in of its type' {
        $made = New-CtNetIf db01 eth1 -Routed | New-CtNetIf -Name eth2
        $made.Type | Should -Be Routed
        $made.Link | Should -BeNullOrEmpty
        $rows = 'Container,Name,Type,Link,Via', 'db01,eth3,Routed,,', 'db01,eth4,Bridge,,', 'db01,eth5,,,198.51.100.16/30' | ConvertFrom-Csv
        ($rows | New-CtNetIf).Type | Should -Be Routed, Bridge, Routed
    }

    It 'refuses a type that the rest does not fit, and one that is not made' {
        { New-CtNetIf db01 eth1 -Type Bridge -Via 198.51.100.16/30 -ErrorAction Stop } | Should -Throw -ErrorId 'InterfaceIsBridged,*'
        { New-CtNetIf db01 eth1 -Type Routed -Link br0 -ErrorAction Stop } | Should -Throw -ErrorId 'InterfaceIsRouted,*'
        { [pscustomobject] @{ Container = 'db01'; Name = 'eth1'; Type = 'Other' } | New-CtNetIf -ErrorAction Stop } |
            Should -Throw -ErrorId 'InterfaceTypeNotMade,*'
        Get-CtNetIf db01 | Should -HaveCount 1
    }

    It 'makes a routed one over the next free network' {
        (New-CtNetIf db01 eth1 -Via auto).Via | ForEach-Object { "$_" } | Should -Be '10.100.0.0/30', 'fd00:c7::/126'
        (New-CtNetIf db01 eth2 -Via auto4).Via | ForEach-Object { "$_" } | Should -Be '10.100.0.4/30'
    }

    It 'takes every setting' {
        $made = New-CtNetIf db01 eth1 -Routed -MacAddress 52:54:00:12:34:xx -Mtu 1400 -TxQueues 2 -RxQueues 3 -MaxTx 100m -MaxRx 1g
        "$($made.MacAddress)" | Should -Match '^52:54:00:12:34:[0-9a-f]{2}$'
        $made.Mtu | Should -Be 1400
        $made.TxQueues, $made.RxQueues | Should -Be 2, 3
        $made.MaxTx | Should -Be 100mbit
        $made.MaxRx | Should -Be 1gbit
    }

    It 'refuses numbers out of range, at binding' {
        { New-CtNetIf db01 eth1 -Mtu 70000 } | Should -Throw '*between 0 and 65535*'
        { New-CtNetIf db01 eth1 -TxQueues 0 } | Should -Throw '*between 1 and 4096*'
    }
}
