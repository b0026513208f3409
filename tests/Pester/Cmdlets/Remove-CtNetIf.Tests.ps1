Describe 'Remove-CtNetIf' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'removes the interface with its addresses and routes, and its files' {
        Remove-CtNetIf app01 eth0 -Confirm:$false
        Get-CtNetIf app01 | Should -BeNullOrEmpty
        Get-CtNetIfIp app01 | Should -BeNullOrEmpty
        @(Get-ChildItem /srv/app01/etc/network/interfaces.d).Count | Should -Be 0
    }

    It 'frees its addresses for others' {
        Remove-CtNetIf app01 eth0 -Confirm:$false
        Add-CtNetIfIp web01 eth0 192.0.2.210/32
        @(Get-CtNetIfIp web01 eth0 192.0.2.210).Count | Should -Be 1
    }

    It 'refuses while the container runs' {
        { Remove-CtNetIf web01 eth0 -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerMustBeStopped,*'
    }
}
