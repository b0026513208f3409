Describe 'Set-CtNetOption' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'changes what is named, and what follows uses it' {
        Set-CtNetOption -InterconnectPoolV4 198.51.100.128/25 -DefaultBridge br9 | Should -BeNullOrEmpty
        (New-CtNetIf db01 eth1 -Via auto4).Via | ForEach-Object { "$_" } | Should -Be '198.51.100.128/30'
        (New-CtNetIf db01 eth2 -WarningAction Ignore).Link | Should -Be br9
    }

    It 'leaves what there is' {
        $before = (New-CtNetIf db01 eth1 -Via auto4).Via
        Set-CtNetOption -InterconnectPoolV4 none
        (Get-CtNetIf db01 eth1).Via | Should -Be $before
    }
}
