Describe 'Remove-CtBridge' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'removes link, server and rules' {
        $server = (New-CtBridge br0 198.51.100.129/25).DhcpServerPid
        Remove-CtBridge br0 -Confirm:$false
        Get-CtBridge br0* | Should -BeNullOrEmpty
        # It may be a zombie for a moment longer, until its parent has looked.
        @(Get-Content /proc/$server/stat -ErrorAction Ignore) -notmatch '\) Z ' | Should -BeNullOrEmpty
    }

    It 'refuses while it is used, unless forced' {
        $null = New-CtBridge br0 198.51.100.129/25 | New-CtNetIf db01 eth1
        { Remove-CtBridge br0 -Confirm:$false -ErrorAction Stop } | Should -Throw '*db01*'
        Remove-CtBridge br0 -Force -Confirm:$false
        Get-CtBridge br0* | Should -BeNullOrEmpty
    }
}
