Describe 'Import-CtNet' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'changes nothing when all is so already' {
        Export-CtNet | Import-CtNet -PassThru | Should -BeNullOrEmpty
    }

    It 'brings back what was changed, while the container runs' {
        $before = Export-CtNet
        Remove-CtNetIfIp web01 eth0 -All
        Set-CtNetIf web01 eth0 -MaxTx 10mbit
        $before | Import-CtNet
        (Get-CtNetIf web01).MaxTx | Should -Be unlimited
        Get-CtNetIfIp web01 | ForEach-Object { "$($_.Address)" } |
            Should -Be '192.0.2.200/32', '192.0.2.201/32', '2001:db8:1::200/128'
        @(Get-CtNetIfRoute web01).Count | Should -Be 5
        Test-CtNetIf -Quiet | Should -BeTrue
    }

    It 'makes containers that are not there' {
        $before = Export-CtNet db01
        Remove-Ct db01 -Confirm:$false
        $before | Import-CtNet
        Export-CtNet db01 | Should -BeExactly $before
    }

    It 'reads osctl''s file of a container, which does not say its name' {
        'net_interfaces:', '- {type: routed, name: eth0, ip_addresses: {v4: ["192.0.2.240/32"], v6: []}}' -join "`n" |
            Import-CtNet -Container ct01
        "$((Get-CtNetIfIp ct01 eth0).Address)" | Should -Be 192.0.2.240/32
    }

    It 'says where a document is broken' {
        { '{ broken' | Import-CtNet -ErrorAction Stop } | Should -Throw '*line*'
    }
}
