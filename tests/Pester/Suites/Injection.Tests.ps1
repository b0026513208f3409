# What could become a line of its own in a file, or a word of a shell, is refused in every parameter that takes text.
BeforeDiscovery {
    $cases = @(
        @{ Line = 'New-Ct $evil' }
        @{ Line = 'New-CtNetIf app01 $evil -Routed' }
        @{ Line = 'Rename-CtNetIf app01 eth0 $evil' }
        @{ Line = 'New-CtNetIf app01 eth1 -Link $evil'; Default = $true }
        @{ Line = 'Set-CtNetIf db01 eth0 -Link $evil' }
        @{ Line = 'Set-Ct app01 -NetworkStack $evil' }
        @{ Line = 'New-CtBridge $evil' }
        @{ Line = 'Set-CtNetOption -DefaultBridge $evil' }
        @{ Line = 'Set-CtNetIf app01 eth0 -MacAddress "02:00:00:00:00:01$evil"'; Default = $true }
        @{ Line = 'Set-CtNetIf db01 eth0 -GatewayV4 "192.0.2.1$evil"'; Default = $true }
        @{ Line = 'New-CtNetIf app01 eth1 -Via "198.51.100.16/30$evil"'; Default = $true }
        @{ Line = 'Add-CtNetIfIp app01 eth0 "192.0.2.231/32$evil"'; Default = $true }
        @{ Line = 'Add-CtNetIfRoute app01 eth0 "203.0.113.64/28$evil"'; Default = $true }
    )
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    # The stored state and the files inside, but for the index, which whoever reads makes anew.
    function Get-Written {
        Get-ChildItem $env:CONTAINERNET_STATE, /srv -Recurse -File | Sort-Object FullName |
            Where-Object Name -NotLike '*index*' | ForEach-Object { "$($_.FullName) $((Get-FileHash $_.FullName).Hash)" }
    }
}

Describe 'A value that is more than it looks like' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    # Nothing behind a good value leaves it good, and an empty -Link, the empty cell of a table, is none.
    It 'is refused: <Line>' -ForEach $cases {
        $before = Get-Written
        $values = "eth7`nauto evil", "eth7`r", "a`0b", '$(id)', "a'b", 'a"b', 'a b', 'a;b', '../a', 'a/b', '`id`', 'é'
        if (-not $Default) { $values += '' }
        foreach ($evil in $values) {
            { & ([scriptblock]::Create("$Line -ErrorAction Stop")) } | Should -Throw -Because "'$evil' is none"
        }

        Get-Written | Should -Be $before
    }
}
