# What users see: a table of at most 120 columns for each type, a list when they ask, and the same after remoting.
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
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    function Get-Table($Objects) {
        ($Objects | Format-Table | Out-String -Width 120) -split '\r?\n'
    }
}

Describe 'The view of <Type.Name>' -ForEach $types {
    It 'is a table, or a list for the one object of its type, also for what comes from another host' {
        $views = [xml] (Get-Content (Join-Path (Get-Module ContainerNet).ModuleBase ContainerNet.Format.ps1xml) -Raw)
        foreach ($name in $Type.FullName, "Deserialized.$($Type.FullName)") {
            $view = $views.Configuration.ViewDefinitions.View | Where-Object { $_.ViewSelectedBy.TypeName -ccontains $name }
            @($view | Where-Object { $_.TableControl -or ($Type.Name -eq 'CtNetOption' -and $_.ListControl) }).Count | Should -BeGreaterThan 0 -Because "$name needs a table"
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

    It 'is a table of <Sample> within 120 columns, with nothing cut off' -ForEach $samples {
        $objects = & $Script
        $objects | Should -Not -BeNullOrEmpty
        $lines = Get-Table $objects
        $lines | Where-Object { $_.Length -gt 120 } | Should -BeNullOrEmpty
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
        (Get-Table $happened)[3] | Should -BeLike '18:47:57.123 web01 *'
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($happened))
        (Get-Table $copy)[3] | Should -BeLike '18:47:57     web01 *'
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
