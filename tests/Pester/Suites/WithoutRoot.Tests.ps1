# Without root, what can be read is read, -WhatIf works, and a change says which capability it lacks. Root plays nobody for it.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    # pwsh and the module may be in a folder that is root's alone, as in root's home: nobody finds them at places of their own.
    function Mount-Readable([string] $Folder, [string] $Name) {
        $null = New-Item -ItemType Directory -Force /srv/nobody/$Name
        Invoke-Tool mount --bind $Folder /srv/nobody/$Name
    }

    # Runs scripts one after another in a pwsh as nobody. Gives for each what it wrote, and its errors as 'ID|CATEGORY|MESSAGE'; and
    # what was shown besides.
    function Invoke-AsNobody([string[]] $Script) {
        @"
Import-Module /srv/nobody/module/ContainerNet.psd1
`$results = foreach (`$script in Get-Content /srv/nobody/scripts.json -Raw | ConvertFrom-Json) {
    `$problems = `$null
    `$written = try { & ([scriptblock]::Create(`$script)) 2>&1 6>`$null } catch { `$_ }
    `$wrong, `$right = `$written.Where({ `$_ -is [System.Management.Automation.ErrorRecord] }, 'Split')
    @{
        Written = @(`$right | ForEach-Object { "`$_" })
        Problems = @(`$wrong | ForEach-Object { "`$(`$_.FullyQualifiedErrorId -replace ',.*')|`$(`$_.CategoryInfo.Category)|`$_" })
    }
}
'RESULTS ' + (ConvertTo-Json @(`$results) -Compress -Depth 3)
"@ | Set-Content /srv/nobody/run.ps1
        ConvertTo-Json @($Script) | Set-Content /srv/nobody/scripts.json
        $line = @('--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs', '--', 'env', 'HOME=/srv/nobody/home') + $pwsh
        $told = setpriv @line -NoProfile -NonInteractive -File /srv/nobody/run.ps1 2>&1 | ForEach-Object { "$_" }
        $json = $told | Where-Object { $_ -like 'RESULTS *' }
        if (-not $json) { throw "pwsh did not come to its end as nobody: $told" }
        @{ Results = @($json.Substring(8) | ConvertFrom-Json); Shown = @($told -notlike 'RESULTS *') }
    }

    # What the kernel has, without timers and what it makes in its own time.
    function Get-Kernel {
        foreach ($where in @(), @('-n', 'web01')) {
            Invoke-Tool ip @where -o address show | Where-Object { $_ -notmatch 'fe80:' } | ForEach-Object { $_ -replace 'valid_lft.*' }
            Invoke-Tool ip @where route show
        }
    }
}

Describe 'Without root' -Tag Root, Slow {
    BeforeAll {
        Initialize-ExampleHost
        Mount-Readable (Split-Path (Get-StagedModule)) module
        Mount-Readable $PSHOME pwsh
        $pwsh = @('/srv/nobody/pwsh/pwsh')
        if (@(Get-PwshCommand).Count -gt 1) {
            Mount-Readable (Split-Path (Get-Item (Get-PwshCommand)[0]).ResolvedTarget) dotnet
            $pwsh = '/srv/nobody/dotnet/dotnet', '/srv/nobody/pwsh/pwsh.dll'
        }
        $null = New-Item -ItemType Directory /srv/nobody/home
        chown 65534:65534 /srv/nobody/home
        chmod 755 (Split-Path $env:CONTAINERNET_STATE)
        $closed = (Invoke-AsNobody 'Get-Ct web01').Results[0]

        # The store belongs to root alone; an administrator may open it for others to read.
        $folders = @($env:CONTAINERNET_STATE, $env:CONTAINERNET_RUN | Where-Object { Test-Path $_ })
        chmod -R a+rX @folders
        $before = Get-Kernel
        $exported = Export-CtNet
        $scripts = [ordered] @{
            Read   = '(Get-Ct web01).State; Get-CtNetIfIp web01 | ForEach-Object { "$($_.Address)" }; (Get-CtNetIf web01).Name'
            New    = 'New-Ct other'
            Add    = 'Add-CtNetIfIp web01 eth0 192.0.2.230'
            Remove = 'Remove-CtNetIfIp web01 eth0 192.0.2.200'
            Stop   = 'Stop-Ct web01'
            Clear  = 'Remove-Ct web01 -Force -Confirm:$false'
            WhatIf = 'Add-CtNetIfIp web01 eth0 192.0.2.230 -WhatIf; Stop-Ct web01 -WhatIf; "done"'
        }
        $told = Invoke-AsNobody @($scripts.Values)
        $results = @{}
        foreach ($name in $scripts.Keys) { $results[$name] = $told.Results[$results.Count] }
    }

    AfterAll {
        Clear-ExampleHost
        Get-ChildItem /srv/nobody -Directory | Where-Object Name -NE home | ForEach-Object { Invoke-Tool umount $_.FullName }
        Remove-Item /srv/nobody -Recurse -Force
    }

    It 'reads a store that can be read' {
        $results.Read.Problems | Should -BeNullOrEmpty
        $results.Read.Written | Should -Be Running, '192.0.2.200/32', '192.0.2.201/32', '2001:db8:1::200/128', eth0
    }

    It 'says what it may not read' {
        $closed.Written | Should -BeNullOrEmpty
        $closed.Problems | Should -BeLike "*|PermissionDenied|*$env:CONTAINERNET_STATE*"
    }

    It 'says of a change by <_> which capability it lacks' -ForEach New, Add, Remove, Stop, Clear {
        $results[$_].Written | Should -BeNullOrEmpty
        $results[$_].Problems | Should -BeLike 'InsufficientPrivilege|PermissionDenied|*CAP_NET_ADMIN*'
    }

    It 'says with -WhatIf what would be done' {
        $results.WhatIf.Problems | Should -BeNullOrEmpty
        $results.WhatIf.Written | Should -Be done
        $told.Shown -like 'What if: *' | Should -HaveCount 2
    }

    It 'changes nothing' {
        Get-Kernel | Should -Be $before
        Export-CtNet | Should -BeExactly $exported
    }
}
