# Tab offers what exists, knows what stands on the line, quotes, and is silent when it fails.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'Completion' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
        $null = New-CtNetIf app01 wan0 -Routed
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
        @{ Line = 'Get-CtNetIf app01 '; Expected = @('eth0', 'wan0') }
        @{ Line = 'Get-CtNetIf app01 w'; Expected = @('wan0') }
        @{ Line = 'Set-CtNetIf app01 '; Expected = @('eth0', 'wan0') }
        @{ Line = 'Remove-CtNetIf app01 '; Expected = @('eth0', 'wan0') }
        @{ Line = 'Get-CtNetIfIp app01 '; Expected = @('eth0', 'wan0') }
        @{ Line = 'Get-CtNetIfIp -Container app01 -Interface '; Expected = @('eth0', 'wan0') }
        @{ Line = 'Add-CtNetIfIp app01 '; Expected = @('eth0', 'wan0') }
        @{ Line = 'Add-CtNetIfIp app01 e'; Expected = @('eth0') }
        @{ Line = 'Add-CtNetIfIp -Container app01 -Interface '; Expected = @('eth0', 'wan0') }
        @{ Line = 'Remove-CtNetIfIp app01 '; Expected = @('eth0', 'wan0') }
        @{ Line = 'Remove-CtNetIfIp -Container web01 -Interface eth0 -Address 192.0.2.201'; Expected = @('192.0.2.201/32') }
        @{ Line = 'New-CtNetIf db01 eth1 -Link lx'; Expected = @('lxcbr0') }
        @{ Line = 'New-CtNetIf db01 eth1 -GatewayV4 '; Expected = @('auto', 'none') }
        @{ Line = 'Set-Ct app01 -NetworkStack ifup'; Expected = @('ifupdown', 'ifupdown-ng') }
        @{ Line = 'Get-CtNetIf -Type '; Expected = @('Bridge', 'Other', 'Routed') }
    ) {
        Complete $Line | Should -Be $Expected
    }

    It 'offers the containers for the first word of <_>' -ForEach @(
        'Get-Ct', 'Start-Ct', 'Stop-Ct -Name', 'Get-CtNetIf', 'Get-CtNetIf -Container', 'New-CtNetIf', 'Get-CtNetIfIp', 'Add-CtNetIfIp'
        'Add-CtNetIfIp -Container', 'Remove-CtNetIfIp', 'Add-CtNetIfRoute', 'Remove-CtNetIfRoute'
    ) {
        Complete "$_ " | Should -Be app01, db01, web01
        Complete "$_ d" | Should -Be db01
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
            Complete 'Get-CtNetIf ' | Should -Contain db01
        }
        finally {
            $kept | Set-Content $env:CONTAINERNET_STATE/containers/web01.yml -NoNewline
        }
    }
}
