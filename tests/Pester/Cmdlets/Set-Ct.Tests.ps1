Describe 'Set-Ct' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'chooses another network stack, and its files follow' {
        Set-Ct app01 -NetworkStack networkd -PassThru | ForEach-Object NetworkStack | Should -Be networkd
        @(Get-ChildItem /srv/app01/etc/systemd/network -ErrorAction Ignore).Count | Should -BeGreaterThan 0
        @(Get-ChildItem /srv/app01/etc/network/interfaces.d).Count | Should -Be 0
    }

    It 'looks again with auto' {
        Set-Ct app01 -NetworkStack networkd
        Set-Ct app01 -NetworkStack auto
        (Get-Ct app01).NetworkStack | Should -Be ifupdown
    }

    It 'writes nothing without -PassThru' {
        Set-Ct app01 -NetworkStack ifupdown | Should -BeNullOrEmpty
    }
}
