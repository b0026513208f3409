# The story that the module was made for, as a user types it in pwsh.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    function Test-Answer([string] $Address) {
        foreach ($attempt in 1..10) {
            ping -c1 -W1 $Address > $null
            if ($LASTEXITCODE -eq 0) { return $true }
        }

        $false
    }
}

Describe 'The story of the first container' -Tag Root {
    BeforeAll {
        Clear-ExampleHost
        Invoke-Tool ip link add lxcbr0 type bridge
        Invoke-Tool ip link set lxcbr0 up
        $null = New-Ct myct01
        $null = New-CtNetIf myct01 eth0 -Link lxcbr0
        $null = New-CtNetIf myct01 eth1 -Via 10.100.10.100/30
        Add-CtNetIfIp myct01 eth1 1.2.3.4/32, 5.6.7.8/32
        Start-Ct myct01
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'shows the addresses as a table' {
        $lines = (Get-CtNetIfIp myct01 eth1 | Out-String) -split "`n"
        $lines | Should -Be @(
            ''
            '   Container: myct01   Interface: eth1'
            ''
            'Version Address'
            '------- -------'
            '      4 1.2.3.4/32'
            '      4 5.6.7.8/32'
            ''
            ''
        )
    }

    It 'gives the interconnect and the routes to the kernel' {
        $veth = (Get-CtNetIf myct01 eth1).HostInterface
        $address = (ip -j address show dev $veth | ConvertFrom-Json).addr_info | Where-Object family -EQ inet
        $address.local | Should -Be 10.100.10.101
        $address.prefixlen | Should -Be 30
        $route = ip -j route | ConvertFrom-Json | Where-Object dst -EQ 1.2.3.4
        $route.gateway | Should -Be 10.100.10.102
        $route.dev | Should -Be $veth
    }

    It 'gives the container a default route from its first address' {
        $default = ip -n myct01 -j route show default | ConvertFrom-Json
        $default.gateway | Should -Be 10.100.10.101
        $default.prefsrc | Should -Be 1.2.3.4
    }

    It 'answers at <_>' -ForEach '1.2.3.4', '5.6.7.8' {
        Test-Answer $_ | Should -BeTrue
    }

    It 'keeps the default route when its source goes while it runs' {
        Remove-CtNetIfIp myct01 eth1 1.2.3.4
        try {
            (ip -n myct01 -j route show default | ConvertFrom-Json).prefsrc | Should -Be 5.6.7.8
            Test-Answer 5.6.7.8 | Should -BeTrue
        }
        finally {
            Remove-CtNetIfIp myct01 eth1 5.6.7.8
            Add-CtNetIfIp myct01 eth1 1.2.3.4, 5.6.7.8
        }
    }

    It 'leaves nothing on the host when it stops' {
        Stop-Ct myct01
        try {
            (ip -j link | ConvertFrom-Json).ifname | Should -Not -BeLike 'veth*'
            ip netns list | Should -Not -Match '\bmyct01\b'
        }
        finally {
            Start-Ct myct01
        }
    }
}
