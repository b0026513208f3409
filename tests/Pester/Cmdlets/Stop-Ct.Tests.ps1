Describe 'Stop-Ct' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

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
}
