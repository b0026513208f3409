Describe 'Remove-CtNetIfIp' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'gives the default route its next source, in one step' {
        Remove-CtNetIfIp web01 eth0 192.0.2.200
        Invoke-Tool ip -n web01 route show default | Should -BeLike '*src 192.0.2.201*'
        @(ip route show 192.0.2.200/32) | Should -BeNullOrEmpty
    }

    It 'takes routes that lead through the address' {
        Add-CtNetIfRoute web01 eth0 203.0.113.64/28 -Via 192.0.2.200
        Remove-CtNetIfIp web01 eth0 192.0.2.200
        Get-CtNetIfRoute web01 eth0 203.0.113.64/28 -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'keeps the route with -KeepRoute' {
        Remove-CtNetIfIp web01 eth0 192.0.2.200 -KeepRoute
        Get-CtNetIfRoute web01 eth0 192.0.2.200/32 | Should -Not -BeNullOrEmpty
        Invoke-Tool ip route show 192.0.2.200/32 | Should -Not -BeNullOrEmpty
    }

    It 'removes all, or all of a family' {
        Remove-CtNetIfIp web01 eth0 -All -AddressFamily IPv4
        (Get-CtNetIfIp web01).Address | Should -Be 2001:db8:1::200/128
        Remove-CtNetIfIp web01 eth0 -All
        Get-CtNetIfIp web01 | Should -BeNullOrEmpty
        Test-CtNetIf web01 -Quiet | Should -BeTrue
    }
}
