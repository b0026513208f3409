Describe 'Set-CtBridge' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'changes what is named while it is used' {
        $null = New-CtBridge br0 198.51.100.129/25
        Set-CtBridge br0 -Address 198.51.100.129/25, 2001:db8:50::1/64 -Mtu 1400
        $after = Get-CtBridge br0
        $after.Address | ForEach-Object { "$_" } | Should -Be '198.51.100.129/25', '2001:db8:50::1/64'
        $after.Mtu | Should -Be 1400
        $after.Dhcp | Should -BeTrue
    }

    It 'stops the DHCP server' {
        $null = New-CtBridge br0 198.51.100.129/25
        (Set-CtBridge br0 -Dhcp:$false -PassThru).DhcpServerPid | Should -BeNullOrEmpty
    }

    It 'refuses one of others' {
        { Set-CtBridge lxcbr0 -Mtu 1400 -ErrorAction Stop } | Should -Throw -ErrorId 'BridgeNotOurs,*'
    }
}
