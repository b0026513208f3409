# What users see: tables that fit 80 columns, a list when they ask, and the same after remoting.
BeforeDiscovery {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $types = Get-Surface | ForEach-Object { $_.Command.OutputType.Type } |
        Where-Object { $_ -and $_.Namespace -like 'ContainerNet*' } | Sort-Object FullName -Unique | ForEach-Object { @{ Type = $_ } }
    $samples = @(
        @{ Sample = 'Ct'; Script = { Get-Ct } }
        @{ Sample = 'CtNetIf'; Script = { Get-CtNetIf } }
        @{ Sample = 'CtNetIfIp'; Script = { Get-CtNetIfIp } }
        @{ Sample = 'CtNetIfRoute'; Script = { Get-CtNetIfRoute } }
        @{ Sample = 'CtNetConfigFile'; Script = { Get-CtNetConfig } }
        @{ Sample = 'CtNetIfFinding'; Script = { Test-CtNetIf } }
        @{ Sample = 'CtBridge'; Script = { Get-CtBridge } }
        @{ Sample = 'CtNetOption'; Script = { Get-CtNetOption } }
        @{ Sample = 'CtNetIfStatistics'; Script = { Get-CtNetIfStatistics } }
        @{ Sample = 'CtNetIfRate'; Script = { [ContainerNet.CtNetIfRate] @{
                    Container = 'web01'; Interface = 'eth0'; Time = '2026-11-25T18:47:57+01:00'; Interval = '00:00:01'; RxBytesPerSecond = 1.25e7 } } }
        @{ Sample = 'CtNetIfEvent'; Script = { [ContainerNet.CtNetIfEvent] @{
                    Container = 'web01'; Interface = 'eth0'; Where = 'host'; Time = '2026-11-25T18:47:57+01:00'; Kind = 'Address'; Detail = '192.0.2.1/32' } } }
    )

    # Every view of the module, each with the objects that it is for, from a host with long names and addresses.
    $file = Join-Path (Get-Module ContainerNet).ModuleBase ContainerNet.Format.ps1xml
    $views = foreach ($view in ([xml] (Get-Content $file -Raw)).Configuration.ViewDefinitions.View) {
        $type = "$(@($view.ViewSelectedBy.TypeName)[0])" -replace '^ContainerNet\.'
        foreach ($width in 80, 100, 120) {
            if ($view.TableControl) {
                $columns = @($view.TableControl.TableHeaders.TableColumnHeader | ForEach-Object Label)
                @{ View = $view.Name; Type = $type; Columns = $columns; Width = $width; Kind = 'table' }
            }
            else {
                $items = $view.ListControl.ListEntries.ListEntry.ListItems.ListItem
                $columns = @($items | ForEach-Object { if ($_.Label) { $_.Label } else { $_.PropertyName } })
                @{ View = $view.Name; Type = $type; Columns = $columns; Width = $width; Kind = 'list' }
            }
        }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    function Get-Table($Objects, [int] $Width = 80) {
        ($Objects | Format-Table | Out-String -Width $Width) -split '\r?\n'
    }

    # The words of the headers: the lines above those of dashes.
    function Get-Header([string[]] $Lines) {
        for ($i = 1; $i -lt $Lines.Count; $i++) {
            if ($Lines[$i] -match '^[ -]*--[ -]*$') { $Lines[$i - 1].Trim() -replace ' +', ' ' }
        }
    }

    function ConvertTo-Copy($Objects) {
        [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@($Objects), 3))
    }

    # A host whose names and addresses are as long as they get, with differences from what was asked for.
    function Initialize-LongHost {
        Clear-ExampleHost
        $null = New-CtBridge lxcbr0 -Address 198.51.100.129/25, 2001:db8:b:5678:9abc:def0:1234:1234/64 -DhcpRange 198.51.100.140-198.51.100.250
        $null = New-CtBridge intern-dmz-0001 -Address 192.0.2.129/25 -NoDhcp -NoNat
        New-RootFs /srv/app01
        'ID=opensuse-tumbleweed', 'VERSION_ID="20261125"' | Set-Content /srv/app01/etc/os-release
        $null = New-Ct database-primary-001 -RootFs /srv/app01
        New-CtNetIf database-primary-001 eth0 -Link lxcbr0 -NoDhcp | Add-CtNetIfIp 198.51.100.135/25
        $null = New-Ct web-frontend-01
        New-CtNetIf web-frontend-01 eth0 -Via 198.51.100.100/30, 2001:db8:abcd:5678:9abc:def0:1234:5670/126 -MaxTx 1250mbit -MaxRx 1500kbit |
            Add-CtNetIfIp 192.0.2.200/32, 2001:db8:1234:5678:9abc:def0:1234:5678/128 -PassThru |
            Add-CtNetIfRoute 203.0.113.0/28, 2001:db8:2:1::/64
        Add-CtNetIfRoute web-frontend-01 eth0 2001:db8:1234:5679:9abc:def0:1234:5678/128 -Via 2001:db8:1234:5678:9abc:def0:1234:5678
        New-CtNetIf web-frontend-01 management-0001 -Link lxcbr0 -NoDhcp -GatewayV4 none -GatewayV6 none | Add-CtNetIfIp 198.51.100.131/25
        Start-Ct web-frontend-01
        "1795000000 00:16:3e:aa:bb:cc 198.51.100.140 database-primary-001 *`n0 00:16:3e:aa:bb:cd 198.51.100.141 * *" |
            Set-Content "$env:CONTAINERNET_STATE/bridges/lxcbr0.leases"
        Invoke-Tool ip netns exec web-frontend-01 ip address delete 2001:db8:1234:5678:9abc:def0:1234:5678/128 dev eth0
        Invoke-Tool ip route delete 203.0.113.0/28
        Invoke-Tool ip address add 2001:db8:ffff:5678:9abc:def0:1234:5678/64 dev lxcbr0
    }

    # What Watch-CtNetIf writes of an address and a route that come and go.
    function Get-RealEvent {
        $watch = [powershell]::Create()
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $events = @()
        try {
            $null = $watch.AddScript("Import-Module '$(Get-StagedModule)'; Watch-CtNetIf web-frontend-01")
            $null = $watch.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            $veth = (Get-CtNetIf web-frontend-01 eth0).HostInterface
            $end = [datetime]::UtcNow.AddSeconds(60)

            # Not by a pipeline over the output: it would wait for the end of it.
            $awaited = 'Address Removed .*:aaaa/128', 'Route Removed .*:bbbb/128', 'Link Changed '
            while (($awaited | Where-Object { -not (@($events | ForEach-Object { "$($_.Kind) $($_.Action) $($_.Detail)" }) -match $_) }) -and
                [datetime]::UtcNow -lt $end) {
                Invoke-Tool ip -n web-frontend-01 address add 2001:db8:1234:5678:9abc:def0:1234:aaaa/128 dev eth0
                Invoke-Tool ip -n web-frontend-01 address delete 2001:db8:1234:5678:9abc:def0:1234:aaaa/128 dev eth0
                Invoke-Tool ip route add 2001:db8:1234:5678:9abc:def0:1234:bbbb/128 via 2001:db8:abcd:5678:9abc:def0:1234:5672 dev $veth
                Invoke-Tool ip route delete 2001:db8:1234:5678:9abc:def0:1234:bbbb/128 dev $veth
                Invoke-Tool ip -n web-frontend-01 link set eth0 mtu 1400
                Invoke-Tool ip -n web-frontend-01 link set eth0 mtu 1500
                Start-Sleep -Milliseconds 300
                $events += $output.ReadAll()
            }

            $watch.Stop()
            $events
        }
        finally {
            $watch.Dispose()
        }
    }
}

Describe 'Every type' {
    It '<Type.Name> has a table, or a list for the one object of its type, also for what comes from another host' -ForEach $types {
        $views = [xml] (Get-Content (Join-Path (Get-Module ContainerNet).ModuleBase ContainerNet.Format.ps1xml) -Raw)
        foreach ($name in $Type.FullName, "Deserialized.$($Type.FullName)") {
            $view = $views.Configuration.ViewDefinitions.View | Where-Object { $_.ViewSelectedBy.TypeName -ccontains $name }
            @($view | Where-Object { $_.TableControl -or ($Type.Name -eq 'CtNetOption' -and $_.ListControl) }).Count | Should -BeGreaterThan 0 -Because "$name needs a table"
        }
    }
}

Describe 'A view on a terminal' -Tag Root {
    BeforeAll {
        Initialize-LongHost
        $objects = @{
            Ct                = @(Get-Ct)
            CtNetIf           = @(Get-CtNetIf)
            CtNetIfIp         = @(Get-CtNetIfIp)
            CtNetIfRoute      = @(Get-CtNetIfRoute)
            CtNetIfStatistics = @(Get-CtNetIfStatistics)
            CtNetIfRate       = @(Get-CtNetIfStatistics -Watch -Interval 0.2 | Select-Object -First 2)
            CtNetIfEvent      = @(Get-RealEvent)
            CtNetIfFinding    = @(Test-CtNetIf)
            CtNetConfigFile   = @(Get-CtNetConfig)
            CtBridge          = @(Get-CtBridge)
            CtBridgePort      = @((Get-CtBridge).Interfaces)
            CtBridgeLease     = @((Get-CtBridge).Leases)
            CtNetOption       = @(Get-CtNetOption)
            CtRestoreStep     = @(Restore-CtNet -PassThru)
        }

        # The longest that each table has to show, as it must be found in it, whatever lines it is on.
        $shown = @{
            Ct                = 'database-primary-001', 'opensuse-tumbleweed20261125'
            CtNetIf           = '198.51.100.100/30', '2001:db8:abcd:5678:9abc:def0:1234:5670/126', '1250mbit', '1500kbit', 'management-0001', 'lxcbr0'
            CtNetIfLink       = "$((Get-CtNetIf web-frontend-01 eth0).MacAddress)", '1500'
            CtNetIfIp         = '2001:db8:1234:5678:9abc:def0:1234:5678/128'
            CtNetIfRoute      = '2001:db8:1234:5679:9abc:def0:1234:5678/1282001:db8:1234:5678:9abc:def0:1234:5678', '203.0.113.0/28198.51.100.102'
            CtNetIfStatistics = 'management-0001'
            CtNetIfRate       = 'web-frontend-01', 'bit'
            CtNetIfEvent      = '2001:db8:1234:5678:9abc:def0:1234:aaaa/128', 'containerAddressRemoved', '2001:db8:1234:5678:9abc:def0:1234:bbbb'
            CtNetIfFinding    = 'address2001:db8:1234:5678:9abc:def0:1234:5678/128Expected:present;Actual:missing', 'Expected:203.0.113.0/28via198.51.100.102'
            CtNetConfigFile   = '/etc/network/interfaces.d/containernet-eth0'
            CtBridge          = 'intern-dmz-0001', '2001:db8:b:5678:9abc:def0:1234:1234/64'
            CtBridgePort      = 'database-primary-001', 'management-0001'
            CtBridgeLease     = 'database-primary-00100:16:3e:aa:bb:cc', '198.51.100.140', 'never'
            CtRestoreStep     = 'Repairaddress2001:db8:1234:5678:9abc:def0:1234:5678/128(container):missing->present'
        }
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'shows all of <View> as a <Kind> in <Width> columns: no header breaks, and no cell is cut' -ForEach $views {
        $objects[$Type] | Should -Not -BeNullOrEmpty
        foreach ($case in $objects[$Type], (ConvertTo-Copy $objects[$Type])) {
            $text = if ($Kind -eq 'list') { $case | Format-List | Out-String -Width $Width }
            elseif ($View -eq $Type) { $case | Format-Table | Out-String -Width $Width }
            else { $case | Format-Table -View $View | Out-String -Width $Width }
            $lines = $text -split '\r?\n'
            $text | Should -Not -Match '…'
            $lines | Where-Object Length -GT $Width | Should -BeNullOrEmpty
            if ($Kind -eq 'list') {
                ($lines -match '^\w+ +:( |$)' -replace ' *:.*' | Select-Object -First $Columns.Count) | Should -BeExactly $Columns
                continue
            }

            $headers = @(Get-Header $lines)
            $headers | Should -Not -BeNullOrEmpty
            $headers | Sort-Object -Unique | Should -BeExactly ($Columns -join ' ')
            $together = $lines.Trim() -join '' -replace ' '
            foreach ($value in $shown[$View]) { $together | Should -Match ([regex]::Escape($value)) }
        }
    }

    It 'has the names of properties as headers of <View>' -ForEach ($views | Where-Object Width -EQ 80) {
        foreach ($column in $Columns) { $objects[$Type][0].PSObject.Properties.Name | Should -Contain $column }
    }

    It 'says nothing of limits that there are none of' {
        (Get-Table (Get-CtNetIf)) -join "`n" | Should -Not -Match 'unlimited'
        (Get-CtNetIf web-frontend-01 management-0001).MaxTx | Should -Be unlimited
    }

    It 'has each column once in the lists of all, of one container, and of one interface' -ForEach @(
        @{ Command = 'Get-CtNetIf'; Columns = 'Name Type State MaxTx MaxRx Link Via' }
        @{ Command = 'Get-CtNetIfIp'; Columns = 'Version Address' }
        @{ Command = 'Get-CtNetIfRoute'; Columns = 'Version Destination Via' }
    ) {
        foreach ($of in @(), @('web-frontend-01'), @('web-frontend-01', 'eth0')) {
            Get-Header (Get-Table (& $Command @of)) | Sort-Object -Unique | Should -BeExactly $Columns
        }
    }
}

Describe 'What is shown' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
        Invoke-Tool ip netns exec web01 ip address delete 192.0.2.201/32 dev eth0
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'is a table of <Sample> within 80 columns, with nothing cut off' -ForEach ($samples | Where-Object Sample -NE CtNetOption) {
        $objects = & $Script
        $objects | Should -Not -BeNullOrEmpty
        $lines = Get-Table $objects
        $lines | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
        ($lines -join "`n") | Should -Not -Match '…'
    }

    It 'is a list of <Sample> when asked' -ForEach $samples {
        (& $Script | Select-Object -First 1 | Format-List | Out-String -Width 120) | Should -Match '^\s*\w+\s+: '
    }

    It 'is the same table of <Sample> after serialization, as remoting does it' -ForEach ($samples | Where-Object Sample -NE CtNetIfEvent) {
        $objects = @(& $Script)
        $copies = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($objects))
        @($copies)[0].PSObject.TypeNames[0] | Should -BeLike 'Deserialized.ContainerNet.*'
        (Get-Table $copies) -join "`n" | Should -BeExactly ((Get-Table $objects) -join "`n")
    }

    It 'has the time of an event after serialization, but for the milliseconds that its text has not' {
        $happened = [ContainerNet.CtNetIfEvent] @{ Container = 'web01'; Interface = 'eth0'; Time = '2026-11-25T18:47:57.123+01:00' }
        (Get-Table $happened) -like '18:47:57.123 *' | Should -HaveCount 1
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($happened))
        (Get-Table $copy) -like '18:47:57     *' | Should -HaveCount 1
    }

    It 'compares <Sample> with itself later as the same' -ForEach ($samples | Where-Object Sample -NotIn CtNetOption, CtNetIfStatistics) {
        $before = @(& $Script)
        $before | Should -Not -BeNullOrEmpty
        @(Compare-Object $before @(& $Script)) | Should -BeNullOrEmpty
        @($before + @(& $Script) | Sort-Object -Unique).Count | Should -Be $before.Count
        $before[0].PSObject.Properties.Name | Should -Not -Contain Key
    }

    It 'is the table of addresses of the README' {
        Repair-CtNetIf web01
        (Get-Table (Get-CtNetIfIp web01 -AddressFamily IPv4) | ForEach-Object TrimEnd) -join "`n" |
            Should -BeExactly "`n   Container: web01   Interface: eth0`n`nVersion Address`n------- -------`n      4 192.0.2.200/32`n      4 192.0.2.201/32`n`n"
    }

    It 'is a table of interfaces for each container' {
        $lines = Get-Table (Get-CtNetIf) | ForEach-Object Trim
        $lines | Should -Contain 'Container: web01'
        $lines | Should -Contain 'Container: db01'
        $lines -match '^eth0 Bridge Down +lxcbr0$' | Should -HaveCount 1
        $lines -match '^eth0 Routed Up +198\.51\.100\.0/30$' | Should -HaveCount 1
    }

    It 'is a table of containers with their state' {
        (Get-Table (Get-Ct)) -match '^web01 +NetNs +Running' | Should -HaveCount 1
        (Get-Table (Get-Ct)) -match '^app01 +NetNs +Stopped +ifupdown +debian 12$' | Should -HaveCount 1
    }

    It 'is a table of routes under the heading of their interface, with the next hop that the kernel takes' {
        Add-CtNetIfRoute web01 eth0 203.0.113.16/28 -Via 192.0.2.200
        $lines = Get-Table (Get-CtNetIfRoute web01) | ForEach-Object TrimEnd
        $lines[1] | Should -BeExactly '   Container: web01   Interface: eth0'
        $lines[3] | Should -Match '^Version Destination +Via$'
        $lines -match '^ +4 203\.0\.113\.16/28 +192\.0\.2\.200$' | Should -HaveCount 1
        $lines -match '^ +4 203\.0\.113\.0/28 +198\.51\.100\.2$' | Should -HaveCount 1
        (ip route show 203.0.113.0/28) | Should -Match 'via 198\.51\.100\.2 '
        Remove-CtNetIfRoute web01 eth0 203.0.113.16/28
    }

    It 'has values that compare with text' {
        $netif = Get-CtNetIf web01 eth0
        $netif.State | Should -Be Up
        $netif.Type | Should -Be Routed
        $netif.MaxTx | Should -Be unlimited
        $netif.Via | Should -Contain '198.51.100.0/30'
        $netif.Addresses | Should -Contain '192.0.2.200/32'
        (Get-CtNetIfRoute web01 eth0 203.0.113.0/28).Destination | Should -Be '203.0.113.0/28'
        (Get-CtNetIfIp web01 | ForEach-Object Address) | Should -Be '192.0.2.200/32', '192.0.2.201/32', '2001:db8:1::200/128'
    }

    It 'is text in a CSV file' {
        (Get-CtNetIfIp web01 eth0 192.0.2.200 | ConvertTo-Csv)[1] | Should -Be '"web01","eth0","4","192.0.2.200/32"'
    }

    It 'is sorted, compared and told apart by its key when no property is given' {
        $ips = @(Get-CtNetIfIp web01)
        $texts = @($ips | ForEach-Object { "$($_.Address)" })
        ($ips[2, 0, 1] | Sort-Object | ForEach-Object { "$($_.Address)" }) | Should -Be $texts
        ($ips + $ips | Sort-Object -Unique).Count | Should -Be $ips.Count
        @(Compare-Object $ips (Get-CtNetIfIp web01)) | Should -BeNullOrEmpty
        (Compare-Object $ips (Get-CtNetIfIp web01 eth0 192.0.2.200) | ForEach-Object { "$($_.InputObject.Address)" }) |
            Should -Be $texts[1, 2]
    }

    It 'is a container of what it is, in a list' {
        $lines = (Get-Ct web01 | Format-List | Out-String -Width 120) -split '\r?\n'
        $labels = $lines -match ' : ' -replace ' +: .*'
        $labels | Should -Be Name, Runtime, State, Distribution, NetworkStack, RootFs, InitPid
    }
}
