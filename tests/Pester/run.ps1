<#
.SYNOPSIS
Runs the Pester tests of the staged module, each leg in a pwsh of its own.
.DESCRIPTION
A leg is a version of Pester and a culture. As root each leg has a network, a mount and a process namespace of its own: the machine's network is neither
seen nor touched, and what a test starts ends with its leg. Legs run at the same time, as many as there are processors; each is shown when it has ended.
The last line is 'N passed, N failed, N skipped', and the exit code is 1 when anything failed.
.EXAMPLE
tests/Pester/run.ps1
Runs all tests under the newest Pester of each major version, and the fast ones in Turkish and German.
.EXAMPLE
tests/Pester/run.ps1 -Path tests/Pester/Help.Tests.ps1 -PesterVersion 5.9.0 -Culture ''
Runs one file in one leg.
#>
[CmdletBinding()]
param(
    # The test files, or folders of them.
    [string[]] $Path = $PSScriptRoot,

    # The versions of Pester; the newest of each major version from 5 on, when not given.
    [version[]] $PesterVersion,

    # The cultures; '' is the one that scripts have by default.
    [AllowEmptyString()]
    [string[]] $Culture = @('', 'tr-TR', 'de-DE'),

    # Internal: this is a leg, and this is the file for its counts.
    [string] $ResultFile
)

$ErrorActionPreference = 'Stop'
$isRoot = (id -u) -eq 0

if ($ResultFile) {
    $PSModuleAutoLoadingPreference = 'All'
    if ($Culture[0]) {
        $chosen = [cultureinfo]::new($Culture[0])
        [cultureinfo]::CurrentCulture = $chosen
        [cultureinfo]::DefaultThreadCurrentCulture = $chosen
    }

    Import-Module Pester -RequiredVersion $PesterVersion[0]
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $exclude = @(if (-not $isRoot) { 'Root' }) + @(if ($Culture[0]) { 'Slow' })
    if ($exclude) { $configuration.Filter.ExcludeTag = $exclude }
    $result = Invoke-Pester -Configuration $configuration

    # Tests that another culture can't change do not count as skipped in the leg of that culture.
    $skipped = $result.SkippedCount + $result.InconclusiveCount
    if (-not $isRoot) { $skipped += $result.NotRunCount }
    $failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
    "$($result.PassedCount) $failed $skipped" | Set-Content $ResultFile
    exit [int]($failed -gt 0)
}

if (-not $PesterVersion) {
    $PesterVersion = Get-Module Pester -ListAvailable |
        Where-Object { $_.Version.Major -ge 5 } |
        Group-Object { $_.Version.Major } |
        ForEach-Object { ($_.Group | Sort-Object Version)[-1].Version } |
        Sort-Object
}

if (-not $PesterVersion) { throw 'Pester 5 or later is not installed.' }

# -File knows no lists: a leg takes one path, and so several legs are run for several paths.
$legs = foreach ($item in Resolve-Path $Path) {
    foreach ($version in $PesterVersion) { @{ Version = $version; Culture = $Culture[0]; Path = $item.Path } }
    foreach ($name in $Culture | Select-Object -Skip 1) { @{ Version = $PesterVersion[-1]; Culture = $name; Path = $item.Path } }
}

$pwsh = (Get-Process -Id $PID).Path
$isolate = @(
    'unshare', '--net', '--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--mount-proc', '--', 'bash', '-c'
    'ip link set lo up; mkdir -p /run/netns; mount -t tmpfs netns /run/netns; mount -t tmpfs srv /srv; mount -t sysfs sys /sys; exec "$@"', 'host'
)

$runner = $PSCommandPath
$passed = $failed = $skipped = 0
$legs | ForEach-Object -ThrottleLimit ([System.Environment]::ProcessorCount) -Parallel {
    $leg = $_
    $work = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "containernet-pester-$([guid]::NewGuid().ToString('n'))")
    try {
        $line = $(if ($using:isRoot) { $using:isolate }) + @(
            'env', "CONTAINERNET_STATE=$work/state", "CONTAINERNET_RUN=$work/run", "CONTAINERNET_LXCPATH=$work/lxc", $using:pwsh
            '-NoProfile', '-NonInteractive', '-File', $using:runner, '-PesterVersion', $leg.Version, '-Culture', $leg.Culture
            '-ResultFile', "$work/result", '-Path', $leg.Path
        )
        [pscustomobject]@{
            Title  = "== Pester $($leg.Version)$(if ($leg.Culture) { ", $($leg.Culture)" })"
            Output = & $line[0] $line[1..($line.Count - 1)] 2>&1 | Out-String -Width 200
            Counts = if (Test-Path "$work/result") { [int[]] -split (Get-Content "$work/result") }
        }
    }
    finally {
        Remove-Item $work -Recurse -Force
    }
} | ForEach-Object {
    $_.Title, $_.Output | Out-Host
    if ($_.Counts) {
        $passed += $_.Counts[0]
        $failed += $_.Counts[1]
        $skipped += $_.Counts[2]
    }
    else {
        'This leg did not reach its end.' | Out-Host
        $failed++
    }
}

"$passed passed, $failed failed, $skipped skipped"
exit [int]($failed -gt 0)
