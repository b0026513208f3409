Describe 'Get-CtNetIfRoute' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'lists the routes of addresses, and those that were added' {
        Get-CtNetIfRoute web01 | ForEach-Object { "$($_.Destination)" } | Sort-Object | Should -Be @(
            '192.0.2.200/32', '192.0.2.201/32', '2001:db8:1::200/128', '2001:db8:2:1::/64', '203.0.113.0/28')
    }

    It 'chooses by prefix, with host bits or without, and by family' {
        (Get-CtNetIfRoute -Destination 203.0.113.5/28).Container | Should -Be web01
        @(Get-CtNetIfRoute -AddressFamily IPv6).Count | Should -Be 2
    }

    It 'has the next hop that the kernel takes, and tells one that was asked for from the interconnect' {
        Add-CtNetIfRoute web01 eth0 203.0.113.16/28 -Via 192.0.2.200
        foreach ($route in Get-CtNetIfRoute web01) {
            (ip $(if ($route.Version -eq 6) { '-6' }) route show "$($route.Destination)") | Should -Match "via $([regex]::Escape("$($route.Via)")) "
        }

        (Get-CtNetIfRoute web01 eth0 203.0.113.0/28).Auto | Should -Be Via
        (Get-CtNetIfRoute web01 eth0 203.0.113.16/28).Auto | Should -Be None
        New-CtNetIf db01 eth1 -Routed | Add-CtNetIfIp 192.0.2.221
        (Get-CtNetIfRoute db01 eth1).Via | Should -BeNullOrEmpty
    }

    It 'has none for a bridged interface' {
        Get-CtNetIfRoute db01 | Should -BeNullOrEmpty
    }
}
