Describe 'Get-CtNetIf' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'lists interfaces by container, name, type and bridge' {
        @(Get-CtNetIf).Count | Should -Be 3
        (Get-CtNetIf -Type Bridge).Container | Should -Be db01
        (Get-CtNetIf -Link lx*).Container | Should -Be db01
        (Get-CtNetIf * ETH*).Count | Should -Be 3
    }

    It 'says what an interface has' {
        $netif = Get-CtNetIf web01 eth0
        $netif.Type | Should -Be Routed
        $netif.State | Should -Be Up
        $netif.Addresses | ForEach-Object { "$_" } | Should -Be '192.0.2.200/32', '192.0.2.201/32', '2001:db8:1::200/128'
        $netif.HostInterface | Should -Match '^veth'
        $netif.Managed | Should -BeTrue
    }

    It 'shows the MAC and the MTU that an interface has while its container runs, and what of them nobody asked for' {
        $netif = Get-CtNetIf web01 eth0
        "$($netif.MacAddress)" | Should -Be (ip netns exec web01 cat /sys/class/net/eth0/address)
        $netif.Mtu | Should -Be 1500
        $netif.Auto | Should -Be 'MacAddress, Mtu'
        Invoke-Tool ip -n web01 link set eth0 mtu 1400
        (Get-CtNetIf web01 eth0).Mtu | Should -Be 1400
        Stop-Ct web01
        $netif = Get-CtNetIf web01 eth0
        @($netif.MacAddress, $netif.Mtu) -ne $null | Should -BeNullOrEmpty
        $netif.Auto | Should -Be None
    }

    It 'shows the MAC and the MTU that were asked for' {
        Set-CtNetIf db01 eth0 -MacAddress 52:54:00:12:34:56 -Mtu 1400
        (Get-CtNetIf db01 eth0).Auto | Should -Be None
        Start-Ct db01
        $netif = Get-CtNetIf db01 eth0
        $netif.MacAddress, $netif.Mtu, $netif.Auto | Should -Be 52:54:00:12:34:56, 1400, None
    }

    It 'leaves empty what does not apply' {
        (Get-CtNetIf web01 eth0).Link | Should -BeNullOrEmpty
        (Get-CtNetIf db01 eth0).Via | Should -BeNullOrEmpty
    }
}
