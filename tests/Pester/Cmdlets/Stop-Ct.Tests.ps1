BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'Stop-Ct' -Tag Root {
    BeforeEach {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'takes the network down, and keeps what was asked for' {
        $before = Export-CtNet
        Stop-Ct web01
        Test-Path /run/netns/web01 | Should -BeFalse
        @(ip route show 192.0.2.200/32) | Should -BeNullOrEmpty
        Export-CtNet | Should -BeExactly $before
    }

    It 'leaves a stopped container alone' {
        { Stop-Ct db01 -ErrorAction Stop } | Should -Not -Throw
    }

    It 'gives the same again after a start' {
        $routes = Invoke-Tool ip -n web01 route show
        Stop-Ct web01
        Start-Ct web01
        Invoke-Tool ip -n web01 route show | Should -Be $routes
        Test-CtNetIf -Quiet | Should -BeTrue
    }
}
