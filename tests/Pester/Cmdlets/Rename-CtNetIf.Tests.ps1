Describe 'Rename-CtNetIf' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'keeps addresses, routes and settings, and moves the files' {
        Set-CtNetIf app01 eth0 -MaxTx 10mbit
        $renamed = Rename-CtNetIf app01 eth0 wan0 -PassThru
        $renamed.Name | Should -Be wan0
        $renamed.MaxTx | Should -Be 10mbit
        (Get-CtNetIfIp app01 wan0).Address | Should -Be 192.0.2.210/32
        (Get-CtNetIfRoute app01 wan0).Destination | Should -Be 192.0.2.210/32
        (Get-CtNetConfig app01 | ForEach-Object Content) -join '' | Should -Match 'iface wan0'
        (Get-ChildItem /srv/app01/etc/network -Recurse -File | Get-Content -Raw) -join '' | Should -Not -Match 'iface eth0'
    }

    It 'refuses a name that is taken' {
        $null = New-CtNetIf db01 eth1 -Routed
        { Rename-CtNetIf db01 eth1 eth0 -ErrorAction Stop } | Should -Throw -ErrorId 'InterfaceExists,*'
    }

    It 'works after a start' {
        Rename-CtNetIf db01 eth0 lan0
        Start-Ct db01
        Invoke-Tool ip -n db01 -o link show lan0 | Should -Not -BeNullOrEmpty
    }
}
