<#
.SYNOPSIS
Runs the Pester tests of the module as it ships, output/Release, each leg in a pwsh of its own.
.DESCRIPTION
A leg is a version of Pester and a culture; what is slow runs in one of them, that of the last version. As root each leg has a network, a mount and a process namespace of its own: the machine's network is neither
seen nor touched, and what a test starts ends with its leg. Legs run at the same time, as many as there are processors; each is shown when it has ended.
The last line is 'N passed, N failed, N skipped', and the exit code is 1 when anything failed.
.EXAMPLE
tests/Pester/run.ps1
Runs all tests under each version of Pester that Pester.csproj names, and the fast ones in Turkish and German.
.EXAMPLE
tests/Pester/run.ps1 -Path tests/Pester/Suites/Help.Tests.ps1 -PesterVersion 5.9.1 -Culture ''
Runs one file in one leg.
#>
[CmdletBinding()]
param(
    # The test files, or folders of them.
    [string[]] $Path = $PSScriptRoot,

    # The versions of Pester; all that Pester.csproj names when not given.
    [version[]] $PesterVersion,

    # The cultures; '' is the one that scripts have by default.
    [AllowEmptyString()]
    [string[]] $Culture = @('', 'tr-TR', 'de-DE'),

    # Internal: this is a leg, and this is the file for its counts.
    [string] $ResultFile,

    # Internal: the leg leaves out what is slow.
    [switch] $Fast
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
    $exclude = @(if (-not $isRoot) { 'Root' }) + @(if ($Fast) { 'Slow' })
    if ($exclude) { $configuration.Filter.ExcludeTag = $exclude }
    $result = Invoke-Pester -Configuration $configuration

    # What is slow runs in one leg, and does not count as skipped in the others.
    $skipped = $result.SkippedCount + $result.InconclusiveCount
    if (-not $isRoot) { $skipped += $result.NotRunCount }
    $failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
    "$($result.PassedCount) $failed $skipped" | Set-Content $ResultFile
    exit [int]($failed -gt 0)
}

# Pester is taken from NuGet into a folder of modules, which the legs find it in.
dotnet msbuild "$PSScriptRoot/Pester.csproj" -restore -target:StagePester -nologo -verbosity:quiet
if ($LASTEXITCODE -ne 0) { throw 'Pester could not be taken from NuGet.' }
$output = (Resolve-Path "$PSScriptRoot/../../output").Path
$modules = "$output/modules"
if (-not (Test-Path "$output/Release/ContainerNet/*/ContainerNet.psd1")) {
    throw "There is no module in $output/Release to test: dotnet build --configuration Release makes it."
}

$env:PSModulePath = "$output/Release:${modules}:$env:PSModulePath"
$env:POWERSHELL_TELEMETRY_OPTOUT = 1
$env:POWERSHELL_UPDATECHECK = 'Off'
if (-not $PesterVersion) { $PesterVersion = (Get-ChildItem "$modules/Pester").Name | Sort-Object { [version] $_ } }

# -File knows no lists: a leg takes one path, and so several legs are run for several paths.
$legs = foreach ($item in Resolve-Path $Path) {
    $last = $PesterVersion[-1]
    # The longest first.
    @{ Version = $last; Culture = $Culture[0]; Path = $item.Path }
    foreach ($version in $PesterVersion -ne $last) { @{ Version = $version; Culture = $Culture[0]; Path = $item.Path; Fast = $true } }
    foreach ($name in $Culture | Select-Object -Skip 1) { @{ Version = $last; Culture = $name; Path = $item.Path; Fast = $true } }
}

. $PSScriptRoot/PwshCommand.ps1
$pwsh = @(Get-PwshCommand)
$runner = $PSCommandPath
$passed = $failed = $skipped = 0
$legs | ForEach-Object -ThrottleLimit ([System.Environment]::ProcessorCount) -Parallel {
    $leg = $_
    . "$using:PSScriptRoot/OwnHost.ps1"
    # In memory where there is such a folder: the store has each change written through.
    $temporary = if (Test-Path /dev/shm) { '/dev/shm' } else { [System.IO.Path]::GetTempPath() }
    $work = New-Item -ItemType Directory (Join-Path $temporary "containernet-pester-$([guid]::NewGuid().ToString('n'))")
    try {
        $line = @(
            Get-OwnHostCommand $work
            $using:pwsh
            '-NoProfile', '-NonInteractive', '-File', $using:runner, '-PesterVersion', $leg.Version, '-Culture', $leg.Culture
            '-ResultFile', "$work/result", '-Path', $leg.Path
            if ($leg.Fast) { '-Fast' }
        )
        $began = [datetime]::UtcNow
        [pscustomobject]@{
            Title  = "== Pester $($leg.Version)$(if ($leg.Culture) { ", $($leg.Culture)" })"
            Output = & $line[0] $line[1..($line.Count - 1)] 2>&1 | Out-String -Width 200
            Time   = [datetime]::UtcNow - $began
            Counts = if (Test-Path "$work/result") { [int[]] -split (Get-Content "$work/result") }
        }
    }
    finally {
        Remove-Item $work -Recurse -Force
    }
} | ForEach-Object {
    '{0} ({1:m\:ss} minutes)' -f $_.Title, $_.Time | Out-Host
    $_.Output | Out-Host
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
