Describe 'Stop-Ct' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'takes the network down, and keeps what was asked for' {
        $before = Export-CtNet
        Stop-Ct web01
        Test-Path /run/netns/web01 | Should -BeFalse
        @(ip route show 192.0.2.200/32) | Should -BeNullOrEmpty
        Export-CtNet | Should -BeExactly $before
    }

    It 'leaves a stopped container alone' {
        { Stop-Ct db01 -ErrorAction Stop } | Should -Not -Throw
    }

    Context 'when something else runs in its network' {
        BeforeAll {
            function Start-Guest {
                $guest = Start-Process nsenter '--net=/run/netns/web01', sleep, 1000000 -PassThru
                while ((Get-Content "/proc/$($guest.Id)/comm") -ne 'sleep') { Start-Sleep -Milliseconds 10 }
                $guest
            }
        }

        BeforeEach {
            $guest = Start-Guest
        }

        AfterEach {
            $guest.Kill()
            $guest.WaitForExit()
        }

        It 'refuses, naming it, with -WhatIf too' {
            foreach ($line in { Stop-Ct web01 }, { Stop-Ct web01 -WhatIf }, { Remove-Ct web01 -Force -Confirm:$false }) {
                $failed = @(try { & $line 2>&1 } catch { $_ })
                $failed[0].FullyQualifiedErrorId | Should -BeLike 'ContainerInUse,*'
                "$($failed[0])" | Should -Match "sleep \($($guest.Id)\)"
            }
            (Get-Ct web01).State | Should -Be Running
        }

        It 'stops it with -Force, and does not end the other' {
            Stop-Ct web01 -Force -WhatIf
            (Get-Ct web01).State | Should -Be Running
            Stop-Ct web01 -Force
            (Get-Ct web01).State | Should -Be Stopped
            $guest.HasExited | Should -BeFalse
        }
    }
}

Describe 'systemd/containernet-netns@.service' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
        $unit = Get-Content "$(Get-StagedFolder)/systemd/containernet-netns@.service" -Raw

        # Runs what a line of the unit runs for a container.
        function Invoke-UnitLine([string] $Name, [string] $Container) {
            $unit -cmatch "(?m)^$Name=(.*)$" | Should -BeTrue
            $words = $Matches[1] -replace '/var/lib/containernet', $env:CONTAINERNET_STATE -replace '%i', $Container -split ' '
            Invoke-Tool @words
        }
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'brings <_> up and down' -ForEach web01, db01, app01 {
        Stop-Ct $_
        Start-Ct $_
        $routes = Invoke-Tool ip -n $_ route show
        Stop-Ct $_
        Invoke-UnitLine ExecStart $_
        (Get-Ct $_).State | Should -Be Running
        Test-CtNetIf $_ -Quiet | Should -BeTrue
        Invoke-Tool ip -n $_ route show | Should -Be $routes
        Invoke-UnitLine ExecStop $_
        (Get-Ct $_).State | Should -Be Stopped
    }
}
