Describe 'Get-CtNetConfig' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'shows path, mode, content and reason' {
        $files = Get-CtNetConfig app01
        $files.NetworkStack | Select-Object -Unique | Should -Be ifupdown
        ($files | ForEach-Object Content) -join '' | Should -Match 'iface eth0'
        $files[0].Mode | Should -Match '^0[0-7]{3}$'
        $files[0].Reason | Should -Not -BeNullOrEmpty
    }

    It 'says what would be done' {
        Get-CtNetConfig app01 | ForEach-Object { "$($_.Action)" } | Select-Object -Unique | Should -Be Unchanged
        Remove-Item /srv/app01/etc/network/interfaces.d/*
        (Get-CtNetConfig app01).Action | Should -Contain Written
    }

    It 'has none for a bare namespace' {
        Get-CtNetConfig web01 | Should -BeNullOrEmpty
    }
}
