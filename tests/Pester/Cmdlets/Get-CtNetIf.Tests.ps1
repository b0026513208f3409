BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'Get-CtNetIf' -Tag Root {
    BeforeEach {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

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

    It 'leaves empty what does not apply' {
        (Get-CtNetIf web01 eth0).Link | Should -BeNullOrEmpty
        (Get-CtNetIf db01 eth0).Via | Should -BeNullOrEmpty
    }
}
