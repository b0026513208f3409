Describe 'Get-CtBridge' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'lists ours and those of others' {
        $null = New-CtBridge br0 198.51.100.129/25
        $found = Get-CtBridge
        ($found | Where-Object Name -EQ lxcbr0).Managed | Should -BeFalse
        ($found | Where-Object Name -EQ br0).Managed | Should -BeTrue
    }

    It 'lists the leases of the network that it has now' {
        $null = New-CtBridge br0 198.51.100.129/25
        $file = "$((Get-CtNetOption).StateDirectory)/bridges/br0.leases"
        Set-Content $file '0 02:00:00:00:00:01 198.51.100.140 a *', '0 02:00:00:00:00:02 203.0.113.7 b *'
        (Get-CtBridge br0).Leases.HostName | Should -Be a
    }

    It 'says what is on it' {
        Start-Ct db01
        $port = (Get-CtBridge lxcbr0).Interfaces
        "$port" | Should -Be db01/eth0
        $port.State | Should -Be Up
    }
}
