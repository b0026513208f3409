Describe 'Get-CtNetOption' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'has the pools, the default bridge and the place of the state' {
        $options = Get-CtNetOption
        "$($options.InterconnectPoolV4)" | Should -Be 10.100.0.0/16
        $options.DefaultBridge | Should -Be lxcbr0
        $options.StateDirectory | Should -Be $env:CONTAINERNET_STATE
    }
}
