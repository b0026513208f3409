Describe 'Get-CtNetIfIp' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'writes IPv4 first, each family in the order of adding' {
        Add-CtNetIfIp web01 eth0 192.0.2.100/32
        Get-CtNetIfIp web01 | ForEach-Object { "$($_.Address)" } |
            Should -Be '192.0.2.200/32', '192.0.2.201/32', '192.0.2.100/32', '2001:db8:1::200/128'
    }

    It 'chooses by family and by address' {
        (Get-CtNetIfIp web01 -AddressFamily 6).Address | Should -Be 2001:db8:1::200/128
        (Get-CtNetIfIp -Address 192.0.2.20).Container | Should -Be db01
        Get-CtNetIfIp db01 eth0 192.0.2.20/32 | Should -Not -BeNullOrEmpty
        Get-CtNetIfIp db01 eth0 192.0.2.99 | Should -BeNullOrEmpty
    }

    It 'is silent for an interface without addresses' {
        $null = New-CtNetIf db01 eth1 -Routed
        Get-CtNetIfIp db01 eth1 -ErrorAction Stop | Should -BeNullOrEmpty
    }
}
