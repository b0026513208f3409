Describe 'Remove-Ct' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'removes a stopped container with its interfaces, and its files inside' {
        Remove-Ct app01 -Confirm:$false
        Get-Ct app0* | Should -BeNullOrEmpty
        Test-Path $env:CONTAINERNET_STATE/containers/app01.yml | Should -BeFalse
        @(Get-ChildItem /srv/app01/etc/network/interfaces.d).Count | Should -Be 0
        Test-Path /srv/app01/etc/os-release | Should -BeTrue
    }

    It 'stops a running one with -Force' {
        Remove-Ct web01 -Force -Confirm:$false
        Get-Ct web0* | Should -BeNullOrEmpty
        Test-Path /run/netns/web01 | Should -BeFalse
        @(ip route show 192.0.2.200/32) | Should -BeNullOrEmpty
    }

    It 'forgets an LXC container that LXC no longer has' {
        New-LxcContainer box01
        New-CtNetIf box01 eth0 -Routed | Add-CtNetIfIp 192.0.2.99/32
        { Remove-Ct box01 -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'RuntimeOwnsContainer,*'
        Remove-Item -Recurse $env:CONTAINERNET_LXCPATH/box01
        (Get-Ct box01).State | Should -Be Gone
        (Test-CtNetIf box01).Actual | Should -Be gone
        { Add-CtNetIfIp web01 eth0 192.0.2.99/32 -ErrorAction Stop } | Should -Throw '*no longer has box01*'
        Remove-Ct box01 -Confirm:$false
        Get-Ct box0* | Should -BeNullOrEmpty
        Add-CtNetIfIp web01 eth0 192.0.2.99/32
    }
}
