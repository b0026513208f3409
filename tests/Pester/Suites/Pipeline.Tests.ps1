# Everything pipes: objects, selected properties, rows of files, and what comes from another host.
Describe 'The pipeline' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'takes what Get-<Noun> writes into <Verb>-<Noun>' -ForEach @(
        @{ Verb = 'Start'; Noun = 'Ct'; Do = { Get-Ct db01 | Start-Ct }; Then = { (Get-Ct db01).State -eq 'Running' } }
        @{ Verb = 'Stop'; Noun = 'Ct'; Do = { Get-Ct web01 | Stop-Ct }; Then = { (Get-Ct web01).State -eq 'Stopped' } }
        @{ Verb = 'Set'; Noun = 'Ct'; Do = { Get-Ct app01 | Set-Ct -NetworkStack networkd }; Then = { (Get-Ct app01).NetworkStack -eq 'networkd' } }
        @{ Verb = 'Remove'; Noun = 'Ct'; Do = { Get-Ct db01 | Remove-Ct -Confirm:$false }; Then = { -not (Get-Ct db0*) } }
        @{ Verb = 'Set'; Noun = 'CtNetIf'; Do = { Get-CtNetIf web01 | Set-CtNetIf -MaxTx 10mbit }; Then = { (Get-CtNetIf web01).MaxTx -eq '10mbit' } }
        @{ Verb = 'Rename'; Noun = 'CtNetIf'; Do = { Get-CtNetIf db01 | Rename-CtNetIf -NewName lan0 }; Then = { (Get-CtNetIf db01).Name -eq 'lan0' } }
        @{ Verb = 'Remove'; Noun = 'CtNetIf'; Do = { Get-CtNetIf db01 | Remove-CtNetIf -Confirm:$false }; Then = { -not (Get-CtNetIf db01) } }
        @{ Verb = 'Remove'; Noun = 'CtNetIfIp'; Do = { Get-CtNetIfIp web01 | Remove-CtNetIfIp }; Then = { -not (Get-CtNetIfIp web01) } }
        @{ Verb = 'Remove'; Noun = 'CtNetIfRoute'; Do = { Get-CtNetIfRoute web01 | Remove-CtNetIfRoute }; Then = { -not (Get-CtNetIfRoute web01) } }
        @{ Verb = 'Update'; Noun = 'CtNetConfig'; Do = { Get-CtNetConfig app01 | Update-CtNetConfig }; Then = { $true } }
        @{ Verb = 'Repair'; Noun = 'CtNetIf'; Do = { ip route delete 192.0.2.200/32; Get-CtNetIf web01 | Repair-CtNetIf }; Then = { Test-CtNetIf -Quiet } }
    ) {
        & $Do
        & $Then | Should -BeTrue
    }

    It 'takes interfaces into what concerns their containers' {
        (Get-CtNetIf web01 | Get-Ct).Name | Should -Be web01
        Get-CtNetIf db01 | Start-Ct
        (Get-CtNetIf db01).State | Should -Be Up
        Get-CtNetIf db01 | Stop-Ct
        (Get-CtNetIf -Type Routed | Get-CtNetIfIp | Select-Object -ExpandProperty Container -Unique) | Should -Be app01, web01
        Get-CtNetIf app01 | Get-CtNetConfig | Should -Not -BeNullOrEmpty
        Get-CtNetIf | Test-CtNetIf | Should -BeNullOrEmpty
    }

    It 'chains New, Add and Add with -PassThru' {
        New-CtNetIf db01 eth1 -Routed |
            Add-CtNetIfIp 192.0.2.221/32, 2001:db8:1::221/128 -PassThru |
            Add-CtNetIfRoute 203.0.113.32/28 -Via 192.0.2.221
        (Get-CtNetIfRoute db01 eth1).Destination | ForEach-Object { "$_" } |
            Should -Be '192.0.2.221/32', '203.0.113.32/28', '2001:db8:1::221/128'
    }

    It 'does not ask for the MAC and the MTU that the kernel chose when <Way> makes another interface' -ForEach @(
        @{ Way = 'an object'; Through = { $args[0] } }
        @{ Way = 'an object of another host'
            Through = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0])) } }
        @{ Way = 'a row of a CSV file'
            Through = { $args[0] | Select-Object Container, Name, Type, MacAddress, Mtu, Auto, @{ n = 'Via'; e = { $_.Via -join ' ' } } | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $copy = & $Through (Get-CtNetIf web01 eth0)
        "$($copy.MacAddress)" | Should -Not -BeNullOrEmpty
        Remove-Ct web01 -Force -Confirm:$false
        $null = New-Ct web01
        $made = $copy | New-CtNetIf
        @($made.MacAddress, $made.Mtu) -ne $null | Should -BeNullOrEmpty
        $made.Auto | Should -Be None
        $made.Type | Should -Be Routed
        Export-CtNet web01 | Should -Not -Match '(?i)mac|mtu'
    }

    It 'asks for a MAC and an MTU that are typed, or that were asked for before' {
        $seen = Get-CtNetIf web01 eth0
        $made = $seen | Select-Object Type, Auto, MacAddress, Mtu | New-CtNetIf db01 eth1 -MacAddress 52:54:00:12:34:57
        $made.MacAddress | Should -Be 52:54:00:12:34:57
        $made.Mtu | Should -BeNullOrEmpty
        $made = $made | Select-Object Type, Auto, MacAddress | New-CtNetIf db01 eth2 -Mtu 1400
        $made.MacAddress, $made.Mtu | Should -Be 52:54:00:12:34:57, 1400
    }

    It 'moves routes to another interface, over its own interconnect' {
        Add-CtNetIfRoute web01 eth0 203.0.113.16/28 -Via 192.0.2.200
        $routes = Get-CtNetIfRoute web01 eth0 203.0.113.0/28, 203.0.113.16/28
        $routes | Remove-CtNetIfRoute
        $routes | Add-CtNetIfRoute
        (Get-CtNetIfRoute web01 eth0 203.0.113.0/28).Via, (Get-CtNetIfRoute web01 eth0 203.0.113.16/28).Via | Should -Be 198.51.100.2, 192.0.2.200
        $routes[0] | Remove-CtNetIfRoute
        $routes[0] | Select-Object Destination, Via, Auto | Add-CtNetIfRoute -Container app01 -Interface eth0
        (Get-CtNetIfRoute app01 eth0 203.0.113.0/28).Via | Should -Be 198.51.100.10
        Export-CtNet app01 | Should -Not -Match '198\.51\.100\.10'
    }

    It 'takes the address of the interconnect as no next hop of its own' {
        Add-CtNetIfRoute web01 eth0 203.0.113.16/28 -Via 198.51.100.2
        (Get-CtNetIfRoute web01 eth0 203.0.113.16/28).Auto | Should -Be Via
        { Add-CtNetIfRoute web01 eth0 203.0.113.32/28 -Via 198.51.100.1 -ErrorAction Stop } | Should -Throw -ErrorId 'NextHopNotFound,*'
    }

    It 'binds selected properties by their names' {
        Get-CtNetIfIp web01 eth0 192.0.2.201 | Select-Object Container, Interface, Address | Remove-CtNetIfIp
        Get-CtNetIf db01 | Select-Object Container, Name | Set-CtNetIf -MaxRx 1gbit
        (Get-CtNetIf db01).MaxRx | Should -Be 1gbit
        Get-CtNetIfIp web01 -AddressFamily IPv4 | ForEach-Object { "$($_.Address)" } | Should -Be '192.0.2.200/32'
    }

    It 'binds rows of a CSV file' {
        "Container,Interface,Address`nweb01,eth0,192.0.2.203/32`ndb01,eth0,192.0.2.21/25" | ConvertFrom-Csv | Add-CtNetIfIp
        'web01/eth0', 'db01/eth0' | ForEach-Object { $c, $i = $_ -split '/'; @(Get-CtNetIfIp $c $i).Count } | Should -Be 4, 2
        "Container,Name,Via,MaxTx,Mtu`ndb01,eth1,198.51.100.12/30 2001:db8:100::c/126,10mbit,`ndb01,eth2,198.51.100.16/30,," |
            ConvertFrom-Csv | ForEach-Object { $row = $_; $row | New-CtNetIf -Name $row.Name } | Select-Object -ExpandProperty Via |
            ForEach-Object { "$_" } | Should -Be '198.51.100.12/30', '2001:db8:100::c/126', '198.51.100.16/30'
    }

    It 'survives CSV and JSON, and comes back' {
        $csv = Get-CtNetIfIp web01 | ConvertTo-Csv
        $json = Get-CtNetIfIp web01 | ConvertTo-Json -WarningAction Ignore
        Get-CtNetIfIp web01 | Remove-CtNetIfIp
        $csv | ConvertFrom-Csv | Add-CtNetIfIp
        @(Get-CtNetIfIp web01).Count | Should -Be 3
        Get-CtNetIfIp web01 | Remove-CtNetIfIp
        $json | ConvertFrom-Json | Add-CtNetIfIp
        @(Get-CtNetIfIp web01).Count | Should -Be 3
    }

    It 'takes what came from another host' {
        $far = [System.Management.Automation.PSSerializer]::Deserialize(
            [System.Management.Automation.PSSerializer]::Serialize(@(Get-CtNetIfIp web01)))
        Get-CtNetIfIp web01 | Remove-CtNetIfIp
        $far | Add-CtNetIfIp
        (Get-CtNetIfIp web01 | ForEach-Object { "$($_.Address)" }) |
            Should -Be '192.0.2.200/32', '192.0.2.201/32', '2001:db8:1::200/128'
    }

    It 'streams: Select-Object -First stops it, and leaves no socket' {
        $null = Get-CtNetIf
        $before = @(Get-ChildItem /proc/$PID/fd).Count
        1..5 | ForEach-Object { $null = Get-CtNetIfIp | Select-Object -First 1 }
        @(Get-ChildItem /proc/$PID/fd).Count | Should -BeLessOrEqual ($before + 1)
    }

    It 'works in eight runspaces at once, on one container and on eight' {
        $module = Get-StagedModule
        $null = 1..8 | ForEach-Object { New-Ct "box$_" }
        $seen = 1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:module
            Add-CtNetIfIp web01 eth0 "192.0.2.$(220 + $_)/32"
            $null = New-CtNetIf "box$_" eth0 -Routed
            Start-Ct "box$_"
            "$((Get-CtNetIf "box$_" eth0).State)"
            Stop-Ct "box$_"
        }
        $seen | Should -Be (@('Up') * 8)
        @(Get-CtNetIfIp web01 -AddressFamily IPv4).Count | Should -Be 10
        @(Get-CtNetIf box* | Where-Object State -EQ Down).Count | Should -Be 8
        Test-CtNetIf -Quiet | Should -BeTrue
    }
}
