Describe 'Add-CtNetIfIp' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'adds while the container runs, and the kernel has it at once' {
        Add-CtNetIfIp web01 eth0 192.0.2.202/32, 2001:db8:1::202/128
        Invoke-Tool ip route show 192.0.2.202/32 | Should -BeLike '*via 198.51.100.2*'
        (Invoke-Tool ip -n web01 -o address show eth0) -join ' ' | Should -Match 'inet 192\.0\.2\.202/32'
        ping -c 1 -W 2 192.0.2.202 | Out-Null
        $LASTEXITCODE | Should -Be 0
    }

    It 'routes the network of the address, another with -RouteAs, none with -NoRoute' {
        Add-CtNetIfIp web01 eth0 203.0.113.65/28
        Add-CtNetIfIp web01 eth0 203.0.113.81/32 -RouteAs 203.0.113.80/28
        Add-CtNetIfIp web01 eth0 203.0.113.97/32 -NoRoute
        Get-CtNetIfRoute web01 eth0 203.0.113.64/28, 203.0.113.80/28 | Should -HaveCount 2
        Get-CtNetIfRoute web01 | Where-Object { "$($_.Destination)" -like '203.0.113.9*' } | Should -BeNullOrEmpty
    }

    It 'takes an address without a length for that address alone' {
        Add-CtNetIfIp web01 eth0 192.0.2.202
        (Get-CtNetIfIp web01 eth0 192.0.2.202).Address | Should -Be 192.0.2.202/32
    }

    It 'refuses -RouteAs that does not include the address' {
        { Add-CtNetIfIp web01 eth0 203.0.113.65/32 -RouteAs 203.0.113.80/28 -ErrorAction Stop } |
            Should -Throw -ErrorId 'RouteDoesNotIncludeAddress,*'
    }

    It 'writes the interface once with -PassThru' {
        @(Add-CtNetIfIp web01 eth0 192.0.2.202, 192.0.2.203 -PassThru).Count | Should -Be 1
    }
}
