Describe 'Get-Ct' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'lists the containers of all runtimes, with what was found in their root file systems' {
        New-LxcContainer box01
        $found = Get-Ct
        $found.Name | Should -Be app01, box01, db01, web01
        ($found | Where-Object Name -EQ box01).Runtime | Should -Be Lxc
        $app = $found | Where-Object Name -EQ app01
        $app.Distribution | Should -Be 'debian 12'
        $app.NetworkStack | Should -Be ifupdown
        $app.RootFs | Should -Be /srv/app01
        Remove-Item $env:CONTAINERNET_LXCPATH/box01 -Recurse
    }

    It 'knows who runs, and the process that holds the namespace' {
        (Get-Ct web01).State | Should -Be Running
        (Get-Ct db01).State | Should -Be Stopped
        (Get-Ct db01).InitPid | Should -BeNullOrEmpty
    }

    It 'takes patterns without regard to case, several names, and the pipeline' {
        (Get-Ct W*).Name | Should -Be web01
        (Get-Ct web01, db01).Name | Should -Be db01, web01
        ('web01', 'app01' | Get-Ct).Name | Should -Be web01, app01
    }
}
