# The DSC resource, driven as an engine drives it: made by its class, properties set, Get, Test, Set and Export called.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $module = Import-Module ContainerNet.Dsc -PassThru

    function New-Resource([hashtable] $Properties) {
        # This is how the PowerShell adapter of dsc finds the class.
        $class = & $module ([scriptblock]::Create("'CtNetIf' -as 'type'"))
        $resource = $class::new()
        foreach ($name in $Properties.Keys) { $resource.$name = $Properties[$name] }
        $resource
    }
}

Describe 'The module ContainerNet.Dsc' {
    It 'exports the resource, and has the version of ContainerNet' {
        $manifest = Import-PowerShellDataFile "$(Get-StagedFolder ContainerNet.Dsc)/ContainerNet.Dsc.psd1"
        $manifest.DscResourcesToExport | Should -Be CtNetIf
        $manifest.ModuleVersion | Should -Be (Get-Module ContainerNet).Version
    }

    It 'has a script as its root, as the adapter of dsc needs it' {
        $module.RootModule | Should -Be ContainerNet.Dsc.psm1
    }
}

Describe 'The resource CtNetIf' -Tag Root {
    BeforeEach {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'gets an interface that is there' {
        $state = (New-Resource @{ Container = 'web01'; Name = 'eth0' }).Get()
        $state._exist | Should -BeTrue
        $state.Type | Should -Be Routed
        $state.Via | Should -Be '198.51.100.0/30', '2001:db8:100::/126'
        $state.Addresses | Should -Be '192.0.2.200/32', '192.0.2.201/32', '2001:db8:1::200/128'
        $state.Routes | Should -Be '203.0.113.0/28', '2001:db8:2:1::/64'
    }

    It 'gets one that is not there, or whose container is not' {
        (New-Resource @{ Container = 'web01'; Name = 'eth9' }).Get()._exist | Should -BeFalse
        (New-Resource @{ Container = 'nosuch'; Name = 'eth0' }).Get()._exist | Should -BeFalse
    }

    It 'makes an interface, and is content then' {
        $resource = New-Resource @{
            Container = 'db01'; Name = 'eth1'; Type = 'Routed'; Via = @('198.51.100.4/30', '2001:db8:100::4/126'); MaxTx = '100m'
            Addresses = @('192.0.2.222', '192.0.2.221', '2001:db8:1::221'); Routes = @('203.0.113.32/28', '203.0.113.48/28 via 192.0.2.222', '0.0.0.0/0 table 100')
        }
        $resource.Test() | Should -BeFalse
        $resource.Set()
        $resource.Test() | Should -BeTrue
        (Get-CtNetIf db01 eth1).MaxTx | Should -Be 100mbit
        (Get-CtNetIfRoute db01 eth1 203.0.113.48/28).Via | Should -Be 192.0.2.222
    }

    It 'makes a port of a bridge' {
        $resource = New-Resource @{ Container = 'db01'; Name = 'eth1'; Link = 'lxcbr0'; Dhcp = $false; GatewayV4 = 'none'; Mtu = 1400 }
        $resource.Set()
        $resource.Test() | Should -BeTrue
        (Get-CtNetIf db01 eth1).Dhcp | Should -BeFalse
    }

    It 'changes what differs, and only that, while the container runs' {
        $resource = New-Resource @{ Container = 'web01'; Name = 'eth0'; Addresses = @('192.0.2.201/32', '192.0.2.200/32'); Routes = @(); MaxRx = '1gbit' }
        $resource.Test() | Should -BeFalse
        $resource.Set()
        $resource.Test() | Should -BeTrue
        (Get-CtNetIfIp web01 | ForEach-Object { "$($_.Address)" }) | Should -Be '192.0.2.201/32', '192.0.2.200/32'
        (Get-CtNetIf web01 eth0).Via | Should -Be '198.51.100.0/30', '2001:db8:100::/126'
        Invoke-Tool ip -n web01 route show default | Should -BeLike '*src 192.0.2.201*'
    }

    It 'leaves what is not given' {
        $resource = New-Resource @{ Container = 'web01'; Name = 'eth0' }
        $before = Export-CtNet
        $resource.Test() | Should -BeTrue
        $resource.Set()
        Export-CtNet | Should -BeExactly $before
    }

    It 'sees drift in the kernel, and mends it' {
        $resource = New-Resource @{ Container = 'web01'; Name = 'eth0' }
        Invoke-Tool ip route delete 192.0.2.200/32
        $resource.Test() | Should -BeFalse
        $resource.Set()
        $resource.Test() | Should -BeTrue
    }

    It 'removes an interface' {
        $resource = New-Resource @{ Container = 'db01'; Name = 'eth0'; _exist = $false }
        $resource.Test() | Should -BeFalse
        $resource.Set()
        $resource.Test() | Should -BeTrue
        Get-CtNetIf db01 | Should -BeNullOrEmpty
    }

    It 'makes an interface anew when its type differs' {
        $resource = New-Resource @{ Container = 'db01'; Name = 'eth0'; Type = 'Routed' }
        $resource.Set()
        (Get-CtNetIf db01 eth0).Type | Should -Be Routed
        $resource.Test() | Should -BeTrue
    }

    It 'fails when the container must be stopped' {
        { (New-Resource @{ Container = 'web01'; Name = 'eth0'; _exist = $false }).Set() } | Should -Throw '*web01*'
        { (New-Resource @{ Container = 'nosuch'; Name = 'eth0' }).Set() } | Should -Throw '*no container nosuch*'
    }

    It 'exports all interfaces, and those that a filter names' {
        $class = (New-Resource @{}).GetType()
        $all = $class.GetMethod('Export', [type[]] @()).Invoke($null, @())
        $all.Container | Should -Be app01, db01, web01
        @($class.GetMethod('Export', [type[]] @($class)).Invoke($null, @((New-Resource @{ Link = 'lxcbr0' })))).Container |
            Should -Be db01
        foreach ($state in $all) { $state.Test() | Should -BeTrue }
    }
}
