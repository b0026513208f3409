# Errors have an id, a category, a target and a remedy; one item does not stop the others.
BeforeDiscovery {
    Import-Module $PSScriptRoot/TestHost.psm1
    $cases = @(
        @{ Case = 'a container that is not there'; Do = { Get-Ct nosuch }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound'; Target = 'nosuch' }
        @{ Case = 'an interface that is not there'; Do = { Get-CtNetIf web01 eth9 }; Id = 'InterfaceNotFound'; Category = 'ObjectNotFound'; Target = 'web01/eth9' }
        @{ Case = 'a change of a container that is not there'; Do = { Add-CtNetIfIp nosuch eth0 192.0.2.9 }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound' }
        @{ Case = 'a change of an interface that is not there'; Do = { Set-CtNetIf web01 eth9 -MaxTx 1mbit }; Id = 'InterfaceNotFound'; Category = 'ObjectNotFound' }
        @{ Case = 'a start of a container that is not there'; Do = { Start-Ct nosuch }; Id = 'ContainerNotFound'; Category = 'ObjectNotFound' }
        @{ Case = 'a second container of a name'; Do = { New-Ct web01 }; Id = 'ContainerExists'; Category = 'ResourceExists' }
        @{ Case = 'a second interface of a name'; Do = { New-CtNetIf db01 eth0 }; Id = 'InterfaceExists'; Category = 'ResourceExists' }
        @{ Case = 'an address that it has'; Do = { Add-CtNetIfIp web01 eth0 192.0.2.200/32 }; Id = 'AddressInUse'; Category = 'ResourceExists'; Text = '*already*' }
        @{ Case = 'an address that another has'; Do = { Add-CtNetIfIp db01 eth0 192.0.2.200/32 }; Id = 'AddressInUse'; Category = 'ResourceExists'; Text = '*web01/eth0*' }
        @{ Case = 'an interconnect that overlaps'; Do = { New-CtNetIf db01 eth1 -Via 198.51.100.0/29 }; Id = 'InterconnectOverlaps'; Category = 'ResourceExists'; Text = '*web01/eth0*' }
        @{ Case = 'a route that overlaps'; Do = { Add-CtNetIfRoute app01 eth0 203.0.113.0/29 }; Id = 'RouteOverlaps'; Category = 'ResourceExists'; Text = '*web01*' }
        @{ Case = 'an address that is not there'; Do = { Remove-CtNetIfIp web01 eth0 192.0.2.9 }; Id = 'AddressNotFound'; Category = 'ObjectNotFound' }
        @{ Case = 'a route that is not there'; Do = { Remove-CtNetIfRoute web01 eth0 203.0.113.64/28 }; Id = 'RouteNotFound'; Category = 'ObjectNotFound' }
        @{ Case = 'a next hop that the interface does not have'; Do = { Add-CtNetIfRoute web01 eth0 203.0.113.64/28 -Via 192.0.2.9 }; Id = 'NextHopNotFound'; Category = 'ObjectNotFound' }
        @{ Case = 'a new interface while it runs'; Do = { New-CtNetIf web01 eth1 -Routed }; Id = 'ContainerMustBeStopped'; Category = 'InvalidOperation'; Text = '*web01*' }
        @{ Case = 'a rename while it runs'; Do = { Rename-CtNetIf web01 eth0 wan0 }; Id = 'ContainerMustBeStopped'; Category = 'InvalidOperation' }
        @{ Case = 'a removal of what runs'; Do = { Remove-Ct web01 -Confirm:$false }; Id = 'ContainerMustBeStopped'; Category = 'InvalidOperation' }
        @{ Case = 'a route to a bridged interface'; Do = { Add-CtNetIfRoute db01 eth0 203.0.113.64/28 }; Id = 'InterfaceIsBridged'; Category = 'InvalidArgument' }
        @{ Case = 'a network stack that is not known'; Do = { Set-Ct app01 -NetworkStack nosuch }; Id = 'NetworkStackUnknown'; Category = 'InvalidArgument' }
        @{ Case = 'a hardware address that is none'; Do = { Set-CtNetIf db01 eth0 -MacAddress 01:02 }; Id = 'InvalidMacAddress'; Category = 'InvalidArgument' }
        @{ Case = 'an interface name that Linux refuses'; Do = { New-CtNetIf db01 'a/b' -Routed }; Id = 'InvalidInterfaceName'; Category = 'InvalidArgument' }
        @{ Case = 'a root file system that is not there'; Do = { New-Ct web02 -RootFs /srv/nosuch }; Id = 'RootFsNotFound'; Category = 'ObjectNotFound' }
        @{ Case = 'a bridge that is not there'; Do = { Get-CtBridge nosuch }; Id = 'BridgeNotFound'; Category = 'ObjectNotFound' }
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
    Import-Module $PSScriptRoot/TestHost.psm1
}

Describe 'An error' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'of <Case> has an id, a category, a target and a remedy' -ForEach $cases {
        $problems = $null
        & ([scriptblock]::Create("$Do -ErrorAction SilentlyContinue -ErrorVariable problems; `$script:found = `$problems"))
        $script:found.Count | Should -Be 1
        $problem = $script:found[0]
        $problem.FullyQualifiedErrorId | Should -BeLike "$Id,ContainerNet.Commands.*Command"
        $problem.CategoryInfo.Category | Should -Be $Category
        $problem.TargetObject | Should -Not -BeNullOrEmpty
        if ($Target) { "$($problem.TargetObject)" | Should -Be $Target }
        $message = $problem.Exception.Message
        $message | Should -MatchExactly '^\S.* .*\.( Did you mean \S.*\?)?$'
        $message | Should -Not -Match '(?i)^error|exception| at ContainerNet'
        if ($Text) { $message | Should -BeLike $Text }
        $problem.ErrorDetails.RecommendedAction | Should -Match '\.$'
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
    ) {
        { & ([scriptblock]::Create("$Do -ErrorAction Stop")) } | Should -Throw "*. Did you mean ${Meant}?"
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

    It 'is not raised by a pattern that matches nothing' {
        { Get-Ct nosuch* -ErrorAction Stop } | Should -Not -Throw
        { Get-CtNetIf web01 wlan* -ErrorAction Stop } | Should -Not -Throw
        { Get-CtNetIfIp nosuch* -ErrorAction Stop } | Should -Not -Throw
    }
}
