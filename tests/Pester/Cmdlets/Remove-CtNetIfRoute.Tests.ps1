Describe 'Remove-CtNetIfRoute' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'removes a route at once, and leaves the addresses' {
        Remove-CtNetIfRoute web01 eth0 203.0.113.0/28
        @(ip route show 203.0.113.0/28) | Should -BeNullOrEmpty
        @(Get-CtNetIfIp web01).Count | Should -Be 3
    }

    It 'removes all of a family' {
        Remove-CtNetIfRoute web01 eth0 -All -AddressFamily IPv6
        Get-CtNetIfRoute web01 -AddressFamily IPv6 | Should -BeNullOrEmpty
        @(Get-CtNetIfRoute web01).Count | Should -Be 3
    }

    It 'writes the interface with -PassThru' {
        (Remove-CtNetIfRoute web01 eth0 203.0.113.0/28 -PassThru).Name | Should -Be eth0
    }
}
