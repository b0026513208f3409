Describe 'Test-CtNetIf' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

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

    It 'does not pass when the file of a container cannot be read, and passes for the others' {
        $file = "$env:CONTAINERNET_STATE/containers/db01.yml"
        $whole = Get-Content $file -Raw
        "`n  : [broken" | Add-Content $file
        try {
            Test-CtNetIf -Quiet -ErrorAction SilentlyContinue -ErrorVariable broken | Should -BeFalse
            "$broken" | Should -BeLike "*$file*line*"
            Test-CtNetIf -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            'web01', 'db01' | Test-CtNetIf -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
            Test-CtNetIf web01, app01 -Quiet -ErrorAction Stop | Should -BeTrue
        }
        finally {
            $whole | Set-Content $file -NoNewline
        }
    }

    It 'looks at the containers that are named alone' {
        Invoke-Tool ip route delete 203.0.113.0/28
        Test-CtNetIf db01, app01 -Quiet | Should -BeTrue
    }
}
