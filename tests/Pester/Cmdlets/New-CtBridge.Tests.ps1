Describe 'New-CtBridge' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'makes a bridge with a free network, DHCP and NAT' {
        $made = New-CtBridge br0
        $made.State | Should -Be Up
        "$($made.Address)" | Should -Match '^10\.0\.\d+\.1/24$'
        $made.Dhcp | Should -BeTrue
        $made.DhcpServerPid | Should -BeGreaterThan 0
        (Invoke-Tool nft list ruleset) -join ' ' | Should -Match 'masquerade'
    }

    It 'makes the default bridge when no name is given' {
        Set-CtNetOption -DefaultBridge br7
        (New-CtBridge -NoDhcp -NoNat).Name | Should -Be br7
    }

    It 'makes nothing but the link when asked' {
        $made = New-CtBridge br0 -Address @() -NoDhcp -NoNat
        $made.DhcpServerPid | Should -BeNullOrEmpty
        Invoke-Tool ip -o link show br0 | Should -Not -BeNullOrEmpty
    }

    It 'changes nothing when said twice, and refuses other settings' {
        $null = New-CtBridge br0 198.51.100.129/25
        { New-CtBridge br0 198.51.100.129/25 -ErrorAction Stop } | Should -Not -Throw
        { New-CtBridge br0 198.51.100.65/26 -ErrorAction Stop } | Should -Throw
    }

    It 'refuses one of others' {
        { New-CtBridge lxcbr0 -ErrorAction Stop } | Should -Throw -ErrorId 'BridgeNotOurs,*'
    }
}
