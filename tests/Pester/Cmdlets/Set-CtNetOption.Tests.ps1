Describe 'Set-CtNetOption' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'changes what is named, and what follows uses it' {
        Set-CtNetOption -InterconnectPoolV4 198.51.100.128/25 -DefaultBridge br9 | Should -BeNullOrEmpty
        (New-CtNetIf db01 eth1 -Via auto4).Via | ForEach-Object { "$_" } | Should -Be '198.51.100.128/30'
        (New-CtNetIf db01 eth2 -WarningAction Ignore).Link | Should -Be br9
    }

    It 'opens a firewall that drops what is forwarded, and closes it again' {
        Invoke-Tool iptables -P FORWARD DROP
        try {
            Test-CtNetIf -Quiet | Should -BeFalse
            $finding = @(Test-CtNetIf)
            $finding.Count | Should -Be 1
            $finding.Severity | Should -Be Warning
            $finding.Actual | Should -BeLike '*chain FORWARD of table ip filter*Set-CtNetOption -ForwardAccept*'
            Repair-CtNetIf -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem.FullyQualifiedErrorId | Should -BeLike 'ForwardingDropped,*'
            Set-CtNetOption -ForwardAccept -WhatIf
            (Get-CtNetOption).ForwardAccept | Should -BeFalse
            Set-CtNetOption -ForwardAccept
            Test-CtNetIf -Quiet | Should -BeTrue
            (Get-CtNetOption | Set-CtNetOption -PassThru).ForwardAccept | Should -BeTrue
            Invoke-Tool iptables -F FORWARD
            (Test-CtNetIf).Severity | Should -Be Error
            Repair-CtNetIf
            Test-CtNetIf -Quiet | Should -BeTrue
            Invoke-Tool iptables -F FORWARD
            (Restore-CtNet -PassThru).Kind | Should -Be Forwarding
            (Set-CtNetOption -ForwardAccept:$false -PassThru).ForwardAccept | Should -BeFalse
            (Invoke-Tool iptables -S FORWARD) -join ' ' | Should -Not -Match containernet
        }
        finally {
            Invoke-Tool nft flush ruleset
        }
    }

    It 'leaves what there is' {
        $before = (New-CtNetIf db01 eth1 -Via auto4).Via
        Set-CtNetOption -InterconnectPoolV4 none
        (Get-CtNetIf db01 eth1).Via | Should -Be $before
    }
}
