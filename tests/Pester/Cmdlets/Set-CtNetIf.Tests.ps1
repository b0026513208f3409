Describe 'Set-CtNetIf' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'limits a running container at once, and takes the limit away' {
        Set-CtNetIf web01 eth0 -MaxTx 10mbit -MaxRx 20mbit
        (Get-CtNetIf web01).MaxRx | Should -Be 20mbit
        Test-CtNetIf -Quiet | Should -BeTrue
        (Invoke-Tool tc qdisc show dev (Get-CtNetIf web01).HostInterface) -join ' ' | Should -Not -Match '^qdisc noqueue'
        Set-CtNetIf web01 eth0 -MaxTx unlimited -MaxRx unlimited
        (Get-CtNetIf web01).MaxTx | Should -Be unlimited
    }

    It 'says what it sets' {
        Set-CtNetIf db01 eth0 -Mtu 1400 -MaxTx 1.5mbit -Dhcp:$false -MacAddress auto -Verbose 4>&1 | ForEach-Object { "$_" } |
            Should -Contain 'Performing the operation "Set Dhcp False, MacAddress auto, Mtu 1400, MaxTx 1500kbit" on target "db01/eth0".'
        Set-CtNetIf app01 eth0 -Via auto4 -Verbose 4>&1 | ForEach-Object { "$_" } |
            Should -Contain 'Performing the operation "Set Via auto (IPv4)" on target "app01/eth0".'
    }

    It 'changes only what is named' {
        $before = Get-CtNetIf db01 eth0
        Set-CtNetIf db01 eth0 -Mtu 1400
        $after = Get-CtNetIf db01 eth0
        $after.Mtu | Should -Be 1400
        $after.Dhcp | Should -Be $before.Dhcp
        $after.Link | Should -Be $before.Link
        $after.Addresses | Should -Be $before.Addresses
    }

    It 'switches DHCP on and off' {
        (Set-CtNetIf db01 eth0 -Dhcp -PassThru).Dhcp | Should -BeTrue
        (Set-CtNetIf db01 eth0 -Dhcp:$false -PassThru).Dhcp | Should -BeFalse
    }

    It 'goes back to the kernel''s hardware address, and to the default MTU' {
        Set-CtNetIf db01 eth0 -MacAddress 52:54:00:12:34:56 -Mtu 1400
        Set-CtNetIf db01 eth0 -MacAddress auto -Mtu 0
        (Get-CtNetIf db01 eth0).MacAddress | Should -BeNullOrEmpty
        (Get-CtNetIf db01 eth0).Mtu | Should -BeNullOrEmpty
    }

    It 'says which settings need a stopped container' {
        { Set-CtNetIf web01 eth0 -Mtu 1400 -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerMustBeStopped,*'
    }
}
