# Tab offers what exists, knows what stands on the line, quotes, and is silent when it fails.
BeforeAll {
    Import-Module $PSScriptRoot/TestHost.psm1
}

Describe 'Completion' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'offers <Expected> for <Line>' -ForEach @(
        @{ Line = 'Get-Ct '; Expected = @('app01', 'db01', 'web01') }
        @{ Line = 'Get-Ct w'; Expected = @('web01') }
        @{ Line = 'Start-Ct -Name d'; Expected = @('db01') }
        @{ Line = 'Get-CtNetIf web01 '; Expected = @('eth0') }
        @{ Line = 'Set-CtNetIf -Container db01 -Name e'; Expected = @('eth0') }
        @{ Line = 'Get-CtNetIfIp web01 eth0 192'; Expected = @('192.0.2.200/32', '192.0.2.201/32') }
        @{ Line = 'Remove-CtNetIfIp -Container web01 -Interface eth0 -Address 192'; Expected = @('192.0.2.200/32', '192.0.2.201/32') }
        @{ Line = 'Remove-CtNetIfRoute -Container web01 -Interface eth0 -Destination 203'; Expected = @('203.0.113.0/28') }
        @{ Line = 'Add-CtNetIfRoute -Container web01 -Interface eth0 -Destination 203.0.113.64/28 -Via 2001'; Expected = @('2001:db8:1::200') }
        @{ Line = 'New-CtNetIf db01 eth1 -Link lx'; Expected = @('lxcbr0') }
        @{ Line = 'New-CtNetIf db01 eth1 -GatewayV4 '; Expected = @('auto', 'none') }
        @{ Line = 'Set-Ct app01 -NetworkStack ifup'; Expected = @('ifupdown', 'ifupdown-ng') }
        @{ Line = 'Get-CtNetIf -Type '; Expected = @('Bridge', 'Other', 'Routed') }
    ) {
        Complete $Line | Should -Be $Expected
    }

    It 'offers nothing for the addresses of another container' {
        Complete 'Get-CtNetIfIp db01 eth0 192.0.2.200' | Should -BeNullOrEmpty
    }

    It 'is silent when the state cannot be read' {
        $kept = Get-Content $env:CONTAINERNET_STATE/containers/web01.yml -Raw
        try {
            '{ broken' | Set-Content $env:CONTAINERNET_STATE/containers/web01.yml
            $Error.Clear()
            { Complete 'Get-CtNetIf web01 ' } | Should -Not -Throw
            $Error | Should -BeNullOrEmpty
        }
        finally {
            $kept | Set-Content $env:CONTAINERNET_STATE/containers/web01.yml -NoNewline
        }
    }
}
