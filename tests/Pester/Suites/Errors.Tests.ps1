# Errors have an id, a category, a target and a remedy; one item does not stop the others.
BeforeDiscovery {
    Import-Module $PSScriptRoot/../TestHost.psm1
    # web01 runs, db01 is stopped and bridged, app01 is stopped and routed by IPv4; box01 wants a bridge that is not there, v0 is none.
    $cases = @(
        @{ Case = 'a container that is not there'; Do = { Get-Ct nosuch }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'interfaces of a container that is not there'; Do = { Get-CtNetIf nosuch }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'IPs of a container that is not there'; Do = { Get-CtNetIfIp nosuch }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'a change of a container that is not there'; Do = { Add-CtNetIfIp nosuch eth0 192.0.2.9 }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'an interface for a container that is not there'; Do = { New-CtNetIf nosuch eth0 }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'a start of a container that is not there'; Do = { Start-Ct nosuch }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'a stop of a container that is not there'; Do = { Stop-Ct nosuch }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'a removal of a container that is not there'; Do = { Remove-Ct nosuch -Confirm:$false }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'a change of a container whose name has other case'; Do = { Add-CtNetIfIp WEB01 eth0 192.0.2.9 }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'WEB01' }
        @{ Case = 'an interface that is not there'; Do = { Get-CtNetIf web01 eth9 }; Id = 'InterfaceNotFound'; Category = 'ObjectNotFound'; Target = 'web01/eth9' }
        @{ Case = 'IPs of an interface that is not there'; Do = { Get-CtNetIfIp web01 eth9 }; Id = 'InterfaceNotFound'; Category = 'ObjectNotFound'; Target = 'web01/eth9' }
        @{ Case = 'a change of an interface that is not there'; Do = { Set-CtNetIf web01 eth9 -MaxTx 1mbit }; Id = 'InterfaceNotFound'; Category = 'ObjectNotFound'; Target = 'web01/eth9' }
        @{ Case = 'an IP for an interface that is not there'; Do = { Add-CtNetIfIp web01 eth9 192.0.2.9 }; Id = 'InterfaceNotFound'; Category = 'ObjectNotFound'; Target = 'web01/eth9' }
        @{ Case = 'a rename of an interface that is not there'; Do = { Rename-CtNetIf db01 eth9 eth8 }; Id = 'InterfaceNotFound'; Category = 'ObjectNotFound'; Target = 'db01/eth9' }
        @{ Case = 'a removal of an interface that is not there'; Do = { Remove-CtNetIf db01 eth9 -Confirm:$false }; Id = 'InterfaceNotFound'; Category = 'ObjectNotFound'; Target = 'db01/eth9' }
        @{ Case = 'a removal of the IPs of an interface that is not there'; Do = { Remove-CtNetIfIp web01 eth9 -All }; Id = 'InterfaceNotFound'; Category = 'ObjectNotFound'; Target = 'web01/eth9' }
        @{ Case = 'a second container of a name'; Do = { New-Ct web01 }; Id = 'ContainerExists'; Category = 'ResourceExists'; Target = 'web01' }
        @{ Case = 'a container name that leads elsewhere'; Do = { New-Ct '../x' }; Id = 'InvalidContainerName'; Category = 'InvalidArgument'; Target = '../x' }
        @{ Case = 'a second interface of a name'; Do = { New-CtNetIf db01 eth0 }; Id = 'InterfaceExists'; Category = 'ResourceExists'; Target = 'db01/eth0' }
        @{ Case = 'a rename to a name that is taken'; Do = { Rename-CtNetIf box01 eth0 eth1 }; Id = 'InterfaceExists'; Category = 'ResourceExists'; Target = 'box01/eth1' }
        @{ Case = 'an address that it has'; Do = { Add-CtNetIfIp web01 eth0 192.0.2.200/32 }; Id = 'AddressInUse'; Category = 'ResourceExists'; Target = '192.0.2.200/32'; Text = '*already*' }
        @{ Case = 'an address that another has'; Do = { Add-CtNetIfIp db01 eth0 192.0.2.200/32 }; Id = 'AddressInUse'; Category = 'ResourceExists'; Target = '192.0.2.200/32'; Text = '*web01/eth0*' }
        @{ Case = 'an address of the host itself'; Do = { Add-CtNetIfIp app01 eth0 127.0.0.1 }; Id = 'InvalidAddress'; Category = 'InvalidArgument'; Target = '127.0.0.1/32' }
        @{ Case = 'an address of a family without interconnect'; Do = { Add-CtNetIfIp app01 eth0 2001:db8::9 }; Id = 'NoInterconnect'; Category = 'InvalidOperation'; Target = 'app01/eth0' }
        @{ Case = 'a route that does not include its address'; Do = { Add-CtNetIfIp app01 eth0 203.0.113.65 -RouteAs 203.0.113.80/28 }; Id = 'RouteDoesNotIncludeAddress'; Category = 'InvalidArgument'; Target = '203.0.113.80/28' }
        @{ Case = 'an address whose network is of another'; Do = { Add-CtNetIfIp app01 eth0 192.0.2.202/24 }; Id = 'RouteOverlaps'; Category = 'ResourceExists'; Target = '192.0.2.0/24' }
        @{ Case = 'an address without a route on a bridge'; Do = { Add-CtNetIfIp db01 eth0 192.0.2.9/24 -NoRoute }; Id = 'InterfaceIsBridged'; Category = 'InvalidArgument'; Target = 'db01/eth0' }
        @{ Case = 'an interconnect that overlaps'; Do = { New-CtNetIf db01 eth1 -Via 198.51.100.0/29 }; Id = 'InterconnectOverlaps'; Category = 'ResourceExists'; Target = '198.51.100.0/29'; Text = '*web01/eth0*' }
        @{ Case = 'two interconnects of a family'; Do = { New-CtNetIf db01 eth1 -Via 198.51.100.16/30, 198.51.100.20/30 }; Id = 'TooManyInterconnects'; Category = 'InvalidArgument'; Target = 'db01/eth1' }
        @{ Case = 'an interconnect that goes while it is used'; Do = { Set-CtNetIf app01 eth0 -Via 2001:db8:100::8/126 }; Id = 'InterconnectInUse'; Category = 'InvalidOperation'; Target = 'app01/eth0' }
        @{ Case = 'an interconnect for a bridged interface'; Do = { Set-CtNetIf db01 eth0 -Via 198.51.100.16/30 }; Id = 'InterfaceIsBridged'; Category = 'InvalidArgument'; Target = 'db01/eth0' }
        @{ Case = 'a route that overlaps'; Do = { Add-CtNetIfRoute app01 eth0 203.0.113.0/29 }; Id = 'RouteOverlaps'; Category = 'ResourceExists'; Target = '203.0.113.0/29'; Text = '*web01*' }
        @{ Case = 'a route that is there'; Do = { Add-CtNetIfRoute web01 eth0 192.0.2.200/32 }; Id = 'RouteExists'; Category = 'ResourceExists'; Target = '192.0.2.200/32' }
        @{ Case = 'an address that is not there'; Do = { Remove-CtNetIfIp web01 eth0 192.0.2.9 }; Id = 'AddressNotFound'; Category = 'ObjectNotFound'; Target = '192.0.2.9/32' }
        @{ Case = 'a route that is not there'; Do = { Remove-CtNetIfRoute web01 eth0 203.0.113.64/28 }; Id = 'RouteNotFound'; Category = 'ObjectNotFound'; Target = '203.0.113.64/28' }
        @{ Case = 'a next hop that the interface does not have'; Do = { Add-CtNetIfRoute web01 eth0 203.0.113.64/28 -Via 192.0.2.9 }; Id = 'NextHopNotFound'; Category = 'ObjectNotFound'; Target = '192.0.2.9' }
        @{ Case = 'a new interface while it runs'; Do = { New-CtNetIf web01 eth1 -Routed }; Id = 'ContainerMustBeStopped'; Category = 'InvalidOperation'; Target = 'web01/eth1'; Text = '*web01*' }
        @{ Case = 'a rename while it runs'; Do = { Rename-CtNetIf web01 eth0 wan0 }; Id = 'ContainerMustBeStopped'; Category = 'InvalidOperation'; Target = 'web01/eth0' }
        @{ Case = 'an MTU while it runs'; Do = { Set-CtNetIf web01 eth0 -Mtu 1400 }; Id = 'ContainerMustBeStopped'; Category = 'InvalidOperation'; Target = 'web01/eth0' }
        @{ Case = 'a hardware address while it runs'; Do = { Set-CtNetIf web01 eth0 -MacAddress auto }; Id = 'ContainerMustBeStopped'; Category = 'InvalidOperation'; Target = 'web01/eth0' }
        @{ Case = 'a removal of an interface while it runs'; Do = { Remove-CtNetIf web01 eth0 -Confirm:$false }; Id = 'ContainerMustBeStopped'; Category = 'InvalidOperation'; Target = 'web01/eth0' }
        @{ Case = 'a removal of what runs'; Do = { Remove-Ct web01 -Confirm:$false }; Id = 'ContainerMustBeStopped'; Category = 'InvalidOperation'; Target = 'web01' }
        @{ Case = 'a route to a bridged interface'; Do = { Add-CtNetIfRoute db01 eth0 203.0.113.64/28 }; Id = 'InterfaceIsBridged'; Category = 'InvalidArgument'; Target = 'db01/eth0' }
        @{ Case = 'a bridge for a routed interface'; Do = { Set-CtNetIf app01 eth0 -Link lxcbr0 }; Id = 'InterfaceIsRouted'; Category = 'InvalidArgument'; Target = 'app01/eth0' }
        @{ Case = 'DHCP on a routed interface'; Do = { Set-CtNetIf app01 eth0 -Dhcp:$false }; Id = 'InterfaceIsRouted'; Category = 'InvalidArgument'; Target = 'app01/eth0' }
        @{ Case = 'a gateway of the other family'; Do = { New-CtNetIf db01 eth1 -GatewayV4 2001:db8::1 }; Id = 'AddressFamilyMismatch'; Category = 'InvalidArgument'; Target = 'db01/eth1' }
        @{ Case = 'a network stack that is not known'; Do = { Set-Ct app01 -NetworkStack nosuch }; Id = 'NetworkStackUnknown'; Category = 'InvalidArgument'; Target = 'nosuch' }
        @{ Case = 'a hardware address that is none'; Do = { Set-CtNetIf db01 eth0 -MacAddress 01:02 }; Id = 'InvalidMacAddress'; Category = 'InvalidArgument'; Target = '01:02' }
        @{ Case = 'a hardware address of a group'; Do = { Set-CtNetIf db01 eth0 -MacAddress 01:00:00:00:00:01 }; Id = 'InvalidMacAddress'; Category = 'InvalidArgument'; Target = '01:00:00:00:00:01' }
        @{ Case = 'an MTU that Linux refuses'; Do = { Set-CtNetIf db01 eth0 -Mtu 10 }; Id = 'InvalidMtu'; Category = 'InvalidArgument'; Target = 'db01/eth0' }
        @{ Case = 'an interface name with a slash'; Do = { New-CtNetIf db01 'a/b' -Routed }; Id = 'InvalidInterfaceName'; Category = 'InvalidArgument'; Target = 'a/b' }
        @{ Case = 'an interface name with a space'; Do = { New-CtNetIf db01 'a b' }; Id = 'InvalidInterfaceName'; Category = 'InvalidArgument'; Target = 'a b' }
        @{ Case = 'an interface name that every container has'; Do = { New-CtNetIf db01 lo }; Id = 'InvalidInterfaceName'; Category = 'InvalidArgument'; Target = 'lo' }
        @{ Case = 'an interface name that is too long'; Do = { New-CtNetIf db01 sixteen-bytes-xx }; Id = 'InvalidInterfaceName'; Category = 'InvalidArgument'; Target = 'sixteen-bytes-xx' }
        @{ Case = 'a rename to a name that is too long'; Do = { Rename-CtNetIf db01 eth0 sixteen-bytes-xx }; Id = 'InvalidInterfaceName'; Category = 'InvalidArgument'; Target = 'sixteen-bytes-xx' }
        @{ Case = 'a rename to a name that is a folder'; Do = { Rename-CtNetIf db01 eth0 '..' }; Id = 'InvalidInterfaceName'; Category = 'InvalidArgument'; Target = '..' }
        @{ Case = 'a root file system that is not there'; Do = { New-Ct web02 -RootFs /srv/nosuch }; Id = 'RootFsNotFound'; Category = 'ObjectNotFound'; Target = '/srv/nosuch' }
        @{ Case = 'a link that is no bridge'; Do = { New-CtNetIf db01 eth1 -Link v0 }; Id = 'LinkIsNoBridge'; Category = 'InvalidArgument'; Target = 'v0' }
        @{ Case = 'a bridge that is not there'; Do = { Get-CtBridge nosuch }; Id = 'BridgeNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'a command that ends at once'; Do = { Start-Ct end01 }; Id = 'StartFailed'; Category = 'ResourceUnavailable'; Target = 'end01'; Text = '*exit code 3: no such interface.' }
        @{ Case = 'a name that a namespace of others has'; Do = { Start-Ct taken01 }; Id = 'NamespaceInUse'; Category = 'ResourceExists'; Target = 'taken01'; Text = '*/run/netns/taken01*' }
        @{ Case = 'a start without its bridge'; Do = { Start-Ct box01 }; Id = 'BridgeNotFound'; Category = 'ObjectNotFound'; Target = 'br7' }
    )
    $bindings = @(
        @{ Case = 'an address that is none'; Do = { Add-CtNetIfIp -Container web01 -Interface eth0 -Address 300.1.1.1 }; Text = '*300.1.1.1*' }
        @{ Case = 'an interconnect that is too small'; Do = { New-CtNetIf db01 eth1 -Via 198.51.100.8/32 }; Text = '*/31 or wider*' }
        @{ Case = 'a rate that is none'; Do = { Set-CtNetIf web01 eth0 -MaxTx fast }; Text = "*'fast' is not a rate*" }
        @{ Case = 'a gateway that is none'; Do = { New-CtNetIf db01 eth1 -GatewayV4 nearby }; Text = '*auto, none or an IP address*' }
        @{ Case = 'a route to a prefix that is none'; Do = { Add-CtNetIfRoute -Container web01 -Interface eth0 -Destination 300.1.1.0/24 }; Text = '*300.1.1.0/24*' }
        @{ Case = 'both kinds of interfaces at once'; Do = { New-CtNetIf db01 eth1 -Link br0 -Routed }; Text = '*' }
    )
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'An error' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
        Invoke-Tool ip link add v0 type veth peer name v1
        $null = New-Ct box01
        $null = New-Ct end01 -Init sh, -c, 'echo no such interface; exit 3'
        $null = New-Ct taken01
        Invoke-Tool ip netns add taken01
        $null = 'eth0', 'eth1' | ForEach-Object { New-CtNetIf box01 $_ -Link br7 -WarningAction Ignore }

        function Get-Stored {
            (Get-FileHash $env:CONTAINERNET_STATE/containers/*.yml | ForEach-Object { "$($_.Path) $($_.Hash)" }) -join "`n"
        }
    }

    AfterAll {
        Clear-ExampleHost
        Invoke-Tool ip link delete v0
        Invoke-Tool ip netns delete taken01
    }

    It 'of <Case> has an id, a category, a target and a remedy, and nothing is stored' -ForEach $cases {
        $before = Get-Stored
        $problems = $null
        & ([scriptblock]::Create("$Do -ErrorAction SilentlyContinue -ErrorVariable problems; `$script:found = `$problems"))
        $script:found.Count | Should -Be 1
        $problem = $script:found[0]
        $problem.FullyQualifiedErrorId | Should -BeLike "$Id,ContainerNet.Commands.*Command"
        $problem.CategoryInfo.Category | Should -Be $Category
        "$($problem.TargetObject)" | Should -BeExactly $Target
        $message = $problem.Exception.Message
        $message | Should -MatchExactly '^\S.* .*\.( Did you mean \S.*\?)?$'
        $message | Should -Not -Match '(?i)^error|exception| at ContainerNet'
        if ($Text) { $message | Should -BeLike $Text }
        $problem.ErrorDetails.RecommendedAction | Should -Match '\.$'
        Get-Stored | Should -BeExactly $before
    }

    It 'of <Case> ends the line with -ErrorAction Stop' -ForEach $cases {
        { & ([scriptblock]::Create("$Do -ErrorAction Stop")) } | Should -Throw -ErrorId "$Id,*"
    }

    It 'of <Case> dies at binding, in words that help' -ForEach $bindings {
        { & $Do } | Should -Throw -ExceptionType System.Management.Automation.ParameterBindingException
        { & $Do } | Should -Throw $Text
    }

    It 'of a name with a slip suggests what was meant' -ForEach @(
        @{ Do = { Get-Ct wbe01 }; Meant = 'web01' }
        @{ Do = { Start-Ct WEB01 }; Meant = 'web01' }
        @{ Do = { Get-CtNetIf db01 etho }; Meant = 'eth0' }
        @{ Do = { Get-CtBridge lxcbr }; Meant = 'lxcbr0' }
        @{ Do = { Get-CtNetIfIp web01 eth }; Meant = 'eth0' }
        @{ Do = { Set-CtNetIf web01 ETH0 -MaxTx 1mbit }; Meant = 'eth0' }
        @{ Do = { Add-CtNetIfIp box01 eth7 192.0.2.9/25 }; Meant = 'eth0 or eth1' }
    ) {
        { & ([scriptblock]::Create("$Do -ErrorAction Stop")) } | Should -Throw "*. Did you mean ${Meant}?"
    }

    It 'of a name that is like no other suggests none: <_>' -ForEach { Get-Ct nosuch }, { Get-CtNetIf web01 wlan0 } {
        { & ([scriptblock]::Create("$_ -ErrorAction Stop")) } | Should -Throw '*.'
        "$($Error[0])" | Should -Not -Match '\?'
    }

    It 'of a bridge whose link is gone suggests none: its name is right' {
        $null = New-CtBridge br1, br2 -NoDhcp -NoNat
        $null = New-Ct box02 | New-CtNetIf -Name eth0 -Link br1
        Invoke-Tool ip link delete br1
        { Start-Ct box02 -ErrorAction Stop } | Should -Throw '*br1*'
        "$($Error[0])" | Should -Not -Match '\?'
        Remove-CtBridge br1, br2 -Force -Confirm:$false
        Remove-Ct box02 -Confirm:$false
    }

    It 'of one item does not stop the others' {
        $problems = $null
        Add-CtNetIfIp web01 eth0 192.0.2.230/32, 192.0.2.20/32, 192.0.2.231/32 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 1
        (Get-CtNetIfIp web01 -AddressFamily IPv4).Count | Should -Be 4
        Remove-CtNetIfIp web01 eth0 192.0.2.230, 192.0.2.231
    }

    It 'of a name of many does not stop the others' {
        (Get-Ct web01, nosuch, db01 -ErrorAction SilentlyContinue).Name | Should -Be db01, web01
    }

    It 'of one of several that are the same or bad leaves the order of the others' {
        $problems = $null
        Add-CtNetIfIp app01 eth0 192.0.2.232, 127.0.0.1, 192.0.2.233, 192.0.2.232 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } | Should -Be InvalidAddress, AddressInUse
        Get-CtNetIfIp app01 | ForEach-Object { "$($_.Address)" } | Should -Be '192.0.2.210/32', '192.0.2.232/32', '192.0.2.233/32'
        Remove-CtNetIfIp app01 eth0 192.0.2.232, 192.0.2.233
    }

    It 'is not raised by a pattern or a filter that matches nothing: <_>' -ForEach @(
        { Get-Ct nosuch* }
        { Get-CtNetIf nosuch* }
        { Get-CtNetIf web01 wlan* }
        { Get-CtNetIf web01 eth0 -Type Bridge }
        { Get-CtNetIf web01 -Link br7 }
        { Get-CtNetIf web01 -Link nosuch* }
        { Get-CtNetIfIp nosuch* }
        { Get-CtNetIfIp web01 wlan* }
        { Get-CtNetIfIp app01 eth0 -AddressFamily IPv6 }
        { Get-CtNetIfIp web01 eth0 192.0.2.99 }
    ) {
        & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; $_")) | Should -BeNullOrEmpty
    }
}

Describe 'A state that cannot be read' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
        $folder = "$env:CONTAINERNET_STATE/containers"
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'is named as a whole: <_>' -ForEach { Get-Ct }, { Remove-Ct web01 -Force -Confirm:$false }, { Start-Ct web01 -PassThru } {
        Move-Item $folder "$folder.kept"
        $null = New-Item $folder
        try {
            $problem = & { try { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; $_")) } catch { $_ } }
            $problem.FullyQualifiedErrorId | Should -BeLike 'StoreFailed,*'
            "$($problem.TargetObject)" | Should -Be $folder
        }
        finally {
            Remove-Item $folder
            Move-Item "$folder.kept" $folder
        }
    }

    It 'is named as a file, is kept as it is, and harms no other container' {
        $file = "$folder/db01.yml"
        "`n  : [broken" | Add-Content $file
        $broken = Get-Content $file -Raw
        try {
            $problems = $null
            (Get-Ct -ErrorAction SilentlyContinue -ErrorVariable problems).Name | Should -Be app01, web01
            "$problems" | Should -BeLike "*$file*line*"
            Add-CtNetIfIp web01 eth0 192.0.2.234
            { Add-CtNetIfIp db01 eth0 192.0.2.235 -ErrorAction Stop } | Should -Throw "*$file*"
            Get-Content $file -Raw | Should -BeExactly $broken
        }
        finally {
            $broken -replace '\n  : \[broken\n$' | Set-Content $file -NoNewline
        }
    }
}
