Describe 'Get-CtNetIfStatistics' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'counts what the container received and sent' {
        $before = Get-CtNetIfStatistics web01 eth0
        ping -c 2 -i 0.2 -W 2 192.0.2.200 | Out-Null
        $after = Get-CtNetIfStatistics web01 eth0
        $after.RxPackets - $before.RxPackets | Should -BeGreaterOrEqual 2
        $after.TxBytes | Should -BeGreaterThan $before.TxBytes
    }

    It 'has none for a stopped container, and no error' {
        Get-CtNetIfStatistics db01 -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'names what is not there, and has nothing for a pattern that matches nothing' {
        { Get-CtNetIfStatistics nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
        { Get-CtNetIfStatistics web01 eth9 -ErrorAction Stop } | Should -Throw -ErrorId 'InterfaceNotFound,*'
        Get-CtNetIfStatistics web01 eth9* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'writes rates with -Watch, until it is stopped' {
        @(Get-CtNetIfStatistics web01 -Watch -Interval 0.1 | Select-Object -First 2).Count | Should -Be 2
    }
}
