BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'Restore-CtNet' -Tag Root {
    BeforeEach {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'brings back what the kernel has lost' {
        Invoke-Tool ip route delete 203.0.113.0/28
        Invoke-Tool ip -n web01 address delete 192.0.2.201/32 dev eth0
        (Restore-CtNet -PassThru).Target | Select-Object -Unique | Should -Be web01/eth0
        Test-CtNetIf -Quiet | Should -BeTrue
    }

    It 'brings back a bridge' {
        $null = New-CtBridge br0 198.51.100.129/25
        Invoke-Tool ip link delete br0
        Restore-CtNet
        (Get-CtBridge br0).State | Should -Be Up
        (Invoke-Tool ip -o address show br0) -join ' ' | Should -Match '198\.51\.100\.129/25'
    }

    It 'has nothing to do when all is well' {
        Restore-CtNet -PassThru | Should -BeNullOrEmpty
    }
}
