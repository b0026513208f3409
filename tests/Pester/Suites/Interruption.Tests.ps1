# Ctrl-C, a warning that ends the line, and a call that waits for another: nothing is left half done.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    # Starts a script in a session of its own. It gets the signals as $reached and $release.
    function Start-Session([string] $Script) {
        $shell = [powershell]::Create()
        $reached, $release = [System.Threading.ManualResetEventSlim]::new(), [System.Threading.ManualResetEventSlim]::new()
        $null = $shell.AddScript("param(`$reached, `$release); Import-Module '$(Get-StagedModule)'; $Script")
        $null = $shell.AddArgument($reached).AddArgument($release)
        [pscustomobject] @{ Shell = $shell; Reached = $reached; Release = $release; Running = $shell.BeginInvoke() }
    }

    # Waits until something is so; it fails after a minute.
    function Wait-Until([scriptblock] $Condition) {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Condition)) {
            if ($clock.Elapsed.TotalSeconds -gt 60) { throw "It did not come to: $Condition" }
            Start-Sleep -Milliseconds 5
        }
    }

    # What a session has said of its progress, a word a record.
    function Get-Progress($Session, [string] $Activity) {
        @($Session.Shell.Streams.Progress) | Where-Object Activity -EQ $Activity | ForEach-Object { "$($_.RecordType)" }
    }
}

Describe 'Ctrl-C' -Tag Root, Slow {
    BeforeEach {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    # pwsh as on a terminal: a process that gets SIGINT. What it is at does not go on before the signal has come.
    It 'while many containers are started leaves each of them started or not, and the rest can be started' {
        $names = 1..40 | ForEach-Object { "box$_" }
        $null = $names | New-Ct | New-CtNetIf -Name eth0 -Routed
        @"
Import-Module '$(Get-StagedModule)'
1..40 | ForEach-Object { "box`$_" } | Start-Ct -Verbose 4>&1 | ForEach-Object {
    if ("`$_" -like 'Starting box20*') { [Console]::Out.WriteLine('reached'); Start-Sleep 600 }
}
'it went on'
"@ | Set-Content /srv/start.ps1
        $line = @('--default-signal=INT') + @(Get-PwshCommand) + '-NoProfile', '-NonInteractive', '-File', '/srv/start.ps1'
        $start = [System.Diagnostics.ProcessStartInfo]::new('env', [string[]] $line)
        $start.RedirectStandardOutput = $true
        $child = [System.Diagnostics.Process]::Start($start)
        $child.StandardOutput.ReadLine() | Should -Be reached
        # The signal of a terminal goes to all of the foreground; env has become pwsh.
        Invoke-Tool sh -c "kill -INT $($child.Id)"
        $child.StandardOutput.ReadToEnd() | Should -BeNullOrEmpty
        $child.WaitForExit()

        $running = @(Get-Ct box* | Where-Object State -EQ Running).Count
        $running | Should -BeIn (0..39)
        Test-CtNetIf | Should -BeNullOrEmpty
        # web01 has one too.
        @(Invoke-Tool ip -o link show type veth).Count | Should -Be ($running + 1)
        @($names | Start-Ct -PassThru).Count | Should -Be 40
        Test-CtNetIf | Should -BeNullOrEmpty
    }

    It 'while many addresses are added leaves all of them, or none' {
        $session = Start-Session @'
16..215 | ForEach-Object { "203.0.113.$_" } | Add-CtNetIfIp web01 eth0 -Verbose 4>&1 | ForEach-Object {
    if ("$_" -clike '*: add address 203.0.113.16/32*') { $reached.Set(); Start-Sleep 600 }
}
'@
        $session.Reached.Wait(60000) | Should -BeTrue
        $session.Shell.Stop()
        $session.Shell.InvocationStateInfo.State | Should -Be Stopped
        $session.Shell.Dispose()
        $stored = @(Get-CtNetIfIp web01).Count - 3
        $stored | Should -BeIn 0, 200
        @((Invoke-Tool ip route show) -match '^203\.0\.113\.\d+ ').Count | Should -Be $stored
        Test-CtNetIf | Should -BeNullOrEmpty
    }

    It 'ends a call that waits for another one, which shows that it waits, and the other one goes on' {
        $other = Start-Session @'
Add-CtNetIfIp web01 eth0 192.0.2.230 -Verbose 4>&1 | ForEach-Object { if ("$_" -clike '*: add address*') { $reached.Set(); $release.Wait() } }
'@
        $other.Reached.Wait(60000) | Should -BeTrue
        $waiting = Start-Session 'Add-CtNetIfIp web01 eth0 192.0.2.231'
        try {
            Wait-Until { (Get-Progress $waiting Add-CtNetIfIp) -contains 'Processing' }
            $waiting.Shell.Stop()
            $waiting.Shell.InvocationStateInfo.State | Should -Be Stopped
            $waiting.Shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $other.Release.Set()
            $null = $other.Shell.EndInvoke($other.Running)
            $other.Shell.Dispose()
            $waiting.Shell.Dispose()
        }

        Get-CtNetIfIp web01 eth0 192.0.2.230 | Should -Not -BeNullOrEmpty
        Get-CtNetIfIp web01 eth0 192.0.2.231 | Should -BeNullOrEmpty
    }
}

Describe 'A warning that ends the line' -Tag Root, Slow {
    BeforeEach {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'does so after the call: what was begun is finished' {
        { New-CtNetIf db01 eth1 -Link br7 -WarningAction Stop 3>$null } | Should -Throw -ErrorId 'ActionPreferenceStop,*'
        (Get-CtNetIf db01).Name | Should -Be eth0, eth1
        Test-CtNetIf | Should -BeNullOrEmpty
    }

    It 'takes the progress of a call that had to wait away' {
        $busy = [System.IO.FileStream]::new("$env:CONTAINERNET_STATE/lock", 'Open', 'ReadWrite', 'ReadWrite')
        $session = try {
            $busy.Lock(0, 1)
            $session = Start-Session 'New-CtNetIf db01 eth1 -Link br7 -WarningAction Stop'
            Wait-Until { (Get-Progress $session New-CtNetIf) -contains 'Processing' }
            $session
        }
        finally {
            $busy.Dispose()
        }

        { $session.Shell.EndInvoke($session.Running) } | Should -Throw -ErrorId 'ActionPreferenceStopException'
        (Get-Progress $session New-CtNetIf)[-1] | Should -Be Completed
        $session.Shell.Dispose()
        (Get-CtNetIf db01).Name | Should -Be eth0, eth1
    }
}
