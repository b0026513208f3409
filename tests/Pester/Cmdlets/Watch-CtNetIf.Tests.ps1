Describe 'Watch-CtNetIf' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'writes a change when it happens' {
        'for i in 1 2 3 4 5; do sleep 1; ip -n web01 address add 192.0.2.25$i/32 dev eth0; done' | Set-Content /srv/later.sh
        $later = Start-Process sh /srv/later.sh -PassThru
        try {
            $happened = Watch-CtNetIf web01 -Kind Address | Where-Object Detail -Match '192\.0\.2' | Select-Object -First 1
            $happened.Container | Should -Be web01
            $happened.Action | Should -Be Added
            $happened.Detail | Should -Match '192\.0\.2\.25'
        }
        finally {
            $later | Stop-Process -ErrorAction Ignore
        }
    }

    It 'ends within a second when it is stopped' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Invoke-ForAWhile 'Watch-CtNetIf' -Milliseconds 500
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
    }
}
