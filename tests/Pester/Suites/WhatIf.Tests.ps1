# -WhatIf changes nothing, of any cmdlet that has it: not the state, not the kernel, not the files. -Confirm asks, and what is
# declined is not done.
BeforeDiscovery {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $lines = @{
        'Add-CtNetIfIp'        = 'Add-CtNetIfIp web01 eth0 192.0.2.230/32'
        'Add-CtNetIfRoute'     = 'Add-CtNetIfRoute web01 eth0 203.0.113.64/28'
        'New-Ct'               = 'New-Ct web02'
        'New-CtBridge'         = 'New-CtBridge br1 203.0.113.129/25'
        'New-CtNetIf'          = 'New-CtNetIf db01 eth1 -Via 198.51.100.4/30'
        'Remove-Ct'            = 'Remove-Ct web01 -Force'
        'Remove-CtBridge'      = 'Remove-CtBridge br0'
        'Remove-CtNetIf'       = 'Remove-CtNetIf db01 eth0'
        'Remove-CtNetIfIp'     = 'Remove-CtNetIfIp web01 eth0 -All'
        'Remove-CtNetIfRoute'  = 'Remove-CtNetIfRoute web01 eth0 203.0.113.0/28'
        'Rename-CtNetIf'       = 'Rename-CtNetIf db01 eth0 lan0'
        'Repair-CtNetIf'       = 'Repair-CtNetIf web01'
        'Restore-CtNet'        = 'Restore-CtNet'
        'Set-Ct'               = 'Set-Ct app01 -NetworkStack networkd'
        'Set-CtBridge'         = 'Set-CtBridge br0 -Mtu 1400'
        'Set-CtNetIf'          = 'Set-CtNetIf web01 eth0 -MaxTx 10mbit'
        'Set-CtNetOption'      = 'Set-CtNetOption -DefaultBridge br1'
        'Start-Ct'             = 'Start-Ct db01'
        'Stop-Ct'              = 'Stop-Ct web01'
        'Update-CtNetConfig'   = 'Update-CtNetConfig app01'
        'Export-CtNet'         = 'Export-CtNet -Path /srv/all.yml'
        'Import-CtNet'         = '(Export-CtNet) -replace ''192.0.2.200/32'', ''192.0.2.199/32'' | Import-CtNet'
    }
    $cases = Get-Surface | Where-Object { $_.Command.Parameters.ContainsKey('WhatIf') } | ForEach-Object {
        @{ Name = $_.Name; Line = $lines[$_.Name] }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    # Everything that a cmdlet could change, as text.
    function Get-World {
        # Timers run on, and the kernel makes a link-local address, with its routes, in the first seconds of a link.
        (Get-Everything | Where-Object { $_ -notmatch 'fe80:|anycast' } | ForEach-Object { $_ -replace '_timer\s+\S+' }) -join "`n"
    }

    function Get-Everything {
        Get-ChildItem $env:CONTAINERNET_STATE, /srv -Recurse -File | Sort-Object FullName | ForEach-Object {
            # The index is rebuilt by whoever reads.
            if ($_.Name -notlike '*index*') { "$($_.FullName) $((Get-FileHash $_.FullName).Hash)" }
        }
        Invoke-Tool ip -d link show
        Invoke-Tool ip address show
        Invoke-Tool ip route show table all
        Invoke-Tool ip netns list
        foreach ($name in (Get-ChildItem /run/netns).Name) {
            Invoke-Tool ip -n $name address show
            Invoke-Tool ip -n $name route show
        }
    }

    function Initialize-ChangedHost {
        Initialize-ExampleHost
        $null = New-CtBridge br0 198.51.100.129/25
        # Something for Repair-CtNetIf, Restore-CtNet and Update-CtNetConfig to do.
        Invoke-Tool ip route delete 192.0.2.200/32
        Remove-Item /srv/app01/etc/network/interfaces.d/*
    }
}

Describe '-WhatIf' -Tag Root -ForEach @{ Cases = $cases } {
    BeforeAll {
        Initialize-ChangedHost

        # One session tells of each line what it would do. What it did is what strace saw between the mark of the line and the next one;
        # a mark is the look for a file that is not there.
        function Get-Mark([string] $Name) {
            "try { `$null = [System.IO.File]::OpenHandle('/mark-$Name') } catch { `$null = `$_ }; '== $Name'"
        }

        $work = New-Item -ItemType Directory (Join-Path $TestDrive what-if)
        @(
            "Import-Module '$(Get-StagedModule)'; `$WhatIfPreference = `$true"
            foreach ($case in $Cases) { (Get-Mark $case.Name), ($case.Line -replace '\(Export-CtNet\)', '(Export-CtNet -WhatIf:$$false)') }
            '$WhatIfPreference = $false'
            Get-Mark real
            'Add-CtNetIfIp web01 eth0 192.0.2.231/32'
            Get-Mark end
        ) | Set-Content $work/script.ps1
        $line = @(
            '-f', '-qq', '--seccomp-bpf', '-s', '256', '-o', "$work/strace"
            '-e', 'trace=socket,sendmsg,sendto,fcntl,openat,open,mkdir,rename,renameat,renameat2,unlink,unlinkat,rmdir,symlink,symlinkat,mount,umount2'
            Get-PwshCommand
            '-NoProfile', '-NonInteractive', '-File', "$work/script.ps1"
        )
        $told, $name = @{}, ''
        strace @line 2>&1 | ForEach-Object {
            if ("$_" -match '^== (.*)') { $name = $Matches[1]; $told[$name] = @() } else { $told[$name] += @("$_") }
        }

        # A call during which another thread made one is on two lines: 'PID call(… <unfinished ...>', 'PID <... call resumed>…'.
        $calls, $begun, $name = @{}, @{}, ''
        foreach ($text in [System.IO.File]::ReadLines("$work/strace")) {
            $thread = $text.Substring(0, $text.IndexOf(' '))
            if ($text -match '^(.*) <unfinished \.\.\.>$') { $begun[$thread] = $Matches[1]; continue }
            if ($text -match ' resumed>(.*)$') { $text = $begun[$thread] + $Matches[1]; $begun.Remove($thread) }
            if ($text -match '"/mark-(.*?)"') { $name = $Matches[1]; $calls[$name] = [System.Collections.Generic.List[string]]::new() }
            elseif ($name) { $calls[$name].Add($text) }
        }

        # The calls of a line that made, changed or removed something in the state, a root file system or a list of namespaces.
        function Select-Change([string] $Of) {
            @($calls[$Of]) -match "`"($([regex]::Escape($env:CONTAINERNET_STATE))|/srv|/run/netns)" -match
                'O_WRONLY|O_RDWR|O_CREAT|mkdir|rename|unlink|rmdir|symlink|mount'
        }

        # Those that took the store's lock, which is its first byte.
        function Select-Lock([string] $Of) {
            @($calls[$Of]) -match 'F_OFD_SETLK' -match 'F_WRLCK' -match 'l_start=0' -match '= 0$'
        }

        function Select-Datagram([string] $Of) {
            @($calls[$Of]) -match ' send(msg|to)\(' -match 'nlmsg_len'
        }

        # linux/rtnetlink.h: of each four types of messages the third is the one that gets. Those of nft, which lists, are greater.
        function Select-KernelChange([string] $Of) {
            Select-Datagram $Of | Where-Object {
                if ($_ -match 'nlmsg_type=([A-Z]\w+)') { $Matches[1] -like 'RTM_*' -and $Matches[1] -notlike '*_GET*' }
                elseif ($_ -match 'nlmsg_type=0x([0-9a-f]+)') {
                    $type = [Convert]::ToInt32($Matches[1], 16)
                    ($type -band 3) -ne 2 -and $type -le 0xff
                }
            }
        }

        Remove-CtNetIfIp web01 eth0 192.0.2.231
        $before = Get-World
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'of <Name> has a line in this file' -ForEach $cases {
        $Line | Should -Not -BeNullOrEmpty
    }

    It 'of <Name> changes nothing and writes nothing' -ForEach $cases {
        & ([scriptblock]::Create("$Line -WhatIf")) | Should -BeNullOrEmpty
        Get-World | Should -BeExactly $before
    }

    It 'of <Name> says what would be done in words of the command' -ForEach $cases {
        $told[$Name] | Should -Not -BeNullOrEmpty
        $told[$Name] | Should -MatchExactly '^What if: Performing the operation "[A-Z].+" on target "[^"]*[^"/]"\.$'
    }

    It 'of <Name> opens no file to write, takes no lock, and asks the kernel at most' -ForEach $cases {
        $calls.ContainsKey($Name) | Should -BeTrue
        Select-Change $Name | Should -BeNullOrEmpty
        Select-Lock $Name | Should -BeNullOrEmpty
        Select-KernelChange $Name | Should -BeNullOrEmpty
    }

    It 'makes the difference: without it the same eyes see files, the lock and changes of the kernel' {
        Select-Change real | Should -Not -BeNullOrEmpty
        Select-Lock real | Should -HaveCount 1
        Select-KernelChange real | Should -Not -BeNullOrEmpty
    }
}

Describe '-Confirm' -Tag Root, Slow -ForEach @{ Cases = $cases } {
    BeforeAll {
        Initialize-ChangedHost

        # Runs lines in a pwsh that can ask and is answered from standard input, and gives what it shows.
        function Invoke-Answered([string[]] $Line, [string[]] $Answer) {
            $script = Join-Path $TestDrive answered.ps1
            @("Import-Module '$(Get-StagedModule)'") + $Line | Set-Content $script
            $words = @(Get-PwshCommand) + '-NoProfile', '-File', $script
            ($Answer | & $words[0] $words[1..($words.Count - 1)] 2>&1 | ForEach-Object { "$_" }) -join "`n"
        }
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'asks in each cmdlet that changes something, and what is declined is not done' {
        $before = Get-World
        $lines = foreach ($case in $Cases) {
            "'== $($case.Name)'"
            $case.Line -replace '\(Export-CtNet\)', '(Export-CtNet -Confirm:$$false)'
        }
        $shown = (Invoke-Answered (@('$ConfirmPreference = ''Medium''') + $lines) (@('L') * 60)) -split '(?m)^== '
        foreach ($case in $Cases) {
            # It is broken into lines at the width of the window.
            @($shown -like "$($case.Name)`n*")[0] -replace '\s+', ' ' | Should -Match 'Performing the operation "[A-Z].+" on target "' -Because $case.Name
        }

        Get-World | Should -BeExactly $before
    }

    It 'takes an answer for each container' {
        $null = New-Ct box01 | New-CtNetIf -Name eth0 -Via 198.51.100.32/30
        Start-Ct box01
        $null = Invoke-Answered 'Remove-Ct web01, box01 -Force -Confirm' N, Y
        (Get-Ct web01, box0*).Name | Should -Be web01
        (Get-Ct web01).State | Should -Be Running
        ping -c 1 -W 2 198.51.100.2 | Out-Null
        $LASTEXITCODE | Should -Be 0
    }
}

Describe 'A session in which nobody answers' -Tag Root, Slow -ForEach @{ Cases = $cases } {
    BeforeAll {
        Initialize-ChangedHost

        # The errors of a line in a session that has nobody to ask: to ask is one of them, with the question.
        function Get-Question([string] $Line) {
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript("Import-Module '$(Get-StagedModule)'; `$WarningPreference = 'SilentlyContinue'; $Line").Invoke()
                $shell.Streams.Error | ForEach-Object { "$_" }
            }
            catch {
                "$_"
            }
            finally {
                $shell.Dispose()
            }
        }
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'is asked before more is removed than was named, and it is not done then' {
        $before = Get-World
        foreach ($case in $Cases | Where-Object Name -In Remove-Ct, Remove-CtBridge, Remove-CtNetIf) {
            Get-Question $case.Line | Should -BeLike '*Performing the operation*' -Because $case.Name
        }

        Get-World | Should -BeExactly $before
    }

    It 'is asked by no other cmdlet' {
        # What starts and stops comes last: the others change what is stopped, and what runs.
        $others = $Cases | Where-Object Name -NotIn Remove-Ct, Remove-CtBridge, Remove-CtNetIf | Sort-Object { $_.Name -like 'St*' } -Stable
        foreach ($case in $others) { Get-Question $case.Line | Should -BeNullOrEmpty -Because $case.Name }
        (Get-Ct db01).State | Should -Be Running
        (Get-Ct web01).State | Should -Be Stopped
    }
}
