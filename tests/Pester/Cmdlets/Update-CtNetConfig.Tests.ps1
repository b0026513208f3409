Describe 'Update-CtNetConfig' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'writes what is missing, and leaves the rest' {
        Remove-Item /srv/app01/etc/network/interfaces.d/*
        (Update-CtNetConfig app01 -PassThru).Action | Should -Contain Written
        (Update-CtNetConfig app01 -PassThru).Action | Select-Object -Unique | Should -Be Unchanged
    }

    It 'keeps a file that was edited, with a warning, and replaces it with -Force' {
        $file = (Get-ChildItem /srv/app01/etc/network/interfaces.d)[0].FullName
        '# mine' | Add-Content $file
        $warnings = $null
        $kept = Update-CtNetConfig app01 -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
        $kept.Action | Should -Contain Kept
        $warnings | Should -Not -BeNullOrEmpty
        Get-Content $file | Should -Contain '# mine'
        Update-CtNetConfig app01 -Force
        Get-Content $file | Should -Not -Contain '# mine'
    }

    It 'leaves a file alone whose write bit is cleared' {
        $file = (Get-ChildItem /srv/app01/etc/network/interfaces.d)[0].FullName
        chmod u-w $file
        Set-CtNetIf app01 eth0 -Mtu 1400 -WarningAction SilentlyContinue
        Add-CtNetIfIp app01 eth0 192.0.2.211/32 -WarningAction SilentlyContinue
        Get-Content $file -Raw | Should -Not -Match '192\.0\.2\.211'
    }
}
