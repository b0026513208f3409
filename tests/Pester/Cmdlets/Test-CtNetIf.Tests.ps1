BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'Test-CtNetIf' -Tag Root {
    BeforeEach {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'writes nothing when all is well, and true with -Quiet' {
        Test-CtNetIf | Should -BeNullOrEmpty
        Test-CtNetIf -Quiet | Should -BeTrue
    }

    It 'names a missing address, a missing route and a missing file' {
        Invoke-Tool ip -n web01 address delete 192.0.2.201/32 dev eth0
        Invoke-Tool ip route delete 203.0.113.0/28
        Remove-Item /srv/app01/etc/network/interfaces.d/*
        $found = Test-CtNetIf
        $found.Where | Sort-Object -Unique | Should -Be container, file, host
        ($found | Where-Object Where -EQ host).What | Should -Be 'route 203.0.113.0/28'
        ($found | Where-Object Where -EQ container).What | Should -BeLike '*192.0.2.201/32'
        Test-CtNetIf -Quiet | Should -BeFalse
    }

    It 'does not pass for a name that is nowhere' {
        Test-CtNetIf web01 eht0 -Quiet -ErrorAction SilentlyContinue -ErrorVariable typo | Should -BeFalse
        "$typo" | Should -BeLike '*web01/eht0*eth0*'
        Test-CtNetIf wbe01 -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        Test-CtNetIf web01 eth0 -Quiet | Should -BeTrue
        Get-CtNetIf | Test-CtNetIf -Quiet | Should -BeTrue
        Test-CtNetIf web01 x* -Quiet | Should -BeTrue
    }

    It 'looks at the containers that are named alone' {
        Invoke-Tool ip route delete 203.0.113.0/28
        Test-CtNetIf db01, app01 -Quiet | Should -BeTrue
    }
}
