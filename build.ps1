#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds ContainerNet, runs its tests, makes its help, packs the module, installs and measures it.
.EXAMPLE
./build.ps1
Builds the module into output/Release/ContainerNet/VERSION.
.EXAMPLE
./build.ps1 -Task Build, Test, Docs, Pack
Does all that a release needs, in this order.
.EXAMPLE
./build.ps1 -Task Install -Scope AllUsers
Puts the module where Import-Module ContainerNet finds it, in place of what was there.
.EXAMPLE
./build.ps1 -Task Bench routes micro --rounds 3
Measures two contests: routes by ContainerNet and its peers, and our own parts by BenchmarkDotNet.
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    # What to do, in order: Build, Test, Docs, Pack, Install, Bench.
    [Parameter(Position = 0)]
    [string[]] $Task = 'Build',

    # How Build compiles. Pack and Install always take Release, and build it themselves.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # Whom Install installs for.
    [ValidateSet('CurrentUser', 'AllUsers')]
    [string] $Scope = 'CurrentUser',

    # Pack and Install take output/Release as it is.
    [switch] $NoBuild,

    # What Bench measures and how, as tests/bench/run.sh takes it: contests and options. All usual contests without.
    [string[]] $BenchArgument = @(),

    # Where Pack puts the packages.
    [string] $PackageFolder = "$PSScriptRoot/output/packages",

    # The words after a list that a shell has split at its spaces: further tasks, then arguments of Bench.
    [Parameter(ValueFromRemainingArguments)]
    [string[]] $Word = @()
)

$ErrorActionPreference = 'Stop'
$version = (Import-PowerShellDataFile "$PSScriptRoot/ContainerNet.psd1").ModuleVersion
$modules = 'ContainerNet', 'ContainerNet.Testing', 'ContainerNet.Dsc'
$release = "$PSScriptRoot/output/Release"

function Invoke-Tool([string] $Name, [string[]] $Arguments) {
    & $Name @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Name $Arguments failed with exit code $LASTEXITCODE." }
}

function Invoke-BuildTask {
    Invoke-Tool dotnet build, $PSScriptRoot, '--configuration', $Configuration, '--nologo'
}

function Invoke-TestTask {
    Invoke-Tool bash "$PSScriptRoot/tests/run.sh"
}

# Ours and the peers in one run; needs root.
function Invoke-BenchTask {
    Invoke-Tool bash (@("$PSScriptRoot/tests/bench/run.sh") + $BenchArgument)
}

# Help as PowerShell reads it, from the markdown in docs/en-US.
function Invoke-DocsTask {
    & "$PSScriptRoot/docs/Build-Help.ps1" -Destination "$PSScriptRoot/Module/en-US"
}

# Nothing but the Release build: what an older build had left in the folders of the modules goes before it.
function Build-Release {
    if (-not $NoBuild) {
        foreach ($name in $modules) { if (Test-Path "$release/$name") { Remove-Item "$release/$name" -Recurse -Force } }
        Invoke-Tool dotnet build, "$PSScriptRoot/src/ContainerNet.ReadyToRun", '--configuration', 'Release', '--nologo', '--verbosity', 'quiet' | Out-Host
    }

    foreach ($name in $modules) {
        if (-not (Test-Path "$release/$name/$version/$name.psd1")) { throw "$name $version is not in ${release}: leave -NoBuild out, and it is built." }
    }
}

# The packages as repositories take them, which are found by name, and bring what they need.
function Invoke-PackTask {
    if (-not (Get-Command Compress-PSResource -ErrorAction Ignore)) {
        throw "Pack needs Compress-PSResource, which PowerShell 7.5 and later have; this is $($PSVersionTable.PSVersion)."
    }

    Build-Release
    $folder = (New-Item -ItemType Directory -Force $PackageFolder).FullName
    $path = $env:PSModulePath
    try {
        # A manifest is valid when the modules that it requires are found.
        $env:PSModulePath = "${release}:$path"
        foreach ($name in $modules) {
            Remove-Item "$folder/$name.[0-9]*.nupkg"
            Compress-PSResource -Path "$release/$name/$version" -DestinationPath $folder
            Get-Item "$folder/$name.$version.nupkg"
        }
    }
    finally {
        $env:PSModulePath = $path
    }
}

# Each module is copied beside its place and then put there whole: a session that starts meanwhile finds one or the other.
function Invoke-InstallTask {
    $target = Get-ModuleFolder
    Build-Release
    foreach ($name in $modules) {
        $new = "$target/.$name.$PID.new"
        $old = "$target/.$name.$PID.old"
        try {
            $null = New-Item -ItemType Directory -Force $new
            Copy-Item "$release/$name/$version" $new -Recurse
            if (Test-Path "$target/$name") { Move-Item "$target/$name" $old }
            Move-Item $new "$target/$name"
        }
        finally {
            foreach ($rest in $new, $old) { if (Test-Path $rest) { Remove-Item $rest -Recurse -Force } }
        }
    }

    $found = Get-Module ContainerNet -ListAvailable | Select-Object -First 1
    if ($found.ModuleBase -ne "$target/ContainerNet/$version") {
        Write-Warning "Import-Module ContainerNet finds $($found.ModuleBase) first, which is earlier in `$env:PSModulePath."
    }

    Write-Information "ContainerNet $version is in $target, for Import-Module ContainerNet." -InformationAction Continue
}

# The folder of modules of the scope: PowerShell's usual one, else the first of its kind in $env:PSModulePath.
function Get-ModuleFolder {
    $folders = $env:PSModulePath -split ':' | Where-Object { $_ } | ForEach-Object { $_.TrimEnd('/') }
    $data = [System.Environment]::GetFolderPath('LocalApplicationData', 'DoNotVerify')
    $usual = if ($Scope -eq 'AllUsers') { '/usr/local/share/powershell/Modules' } else { "$data/powershell/Modules" }
    if ($usual -in $folders) { return $usual }
    $first = $folders |
        Where-Object { $_ -notlike "$PSHOME/*" -and $_ -like "$HOME/*" -eq ($Scope -eq 'CurrentUser') } |
        Select-Object -First 1
    if (-not $first) { throw "`$env:PSModulePath has no folder for ${Scope}: it is '$env:PSModulePath'. Add $usual to it." }
    $first
}

$known = 'Build', 'Test', 'Docs', 'Pack', 'Install', 'Bench'
$words = @(@($Task) + $Word | ForEach-Object { $_ -split ',' } | ForEach-Object { $_.Trim() } | Where-Object { $_ })
$tasks = @(foreach ($item in $words) { if ($item -in $known) { $item } else { break } })
$rest = @($words | Select-Object -Skip $tasks.Count)
if ($rest -and $tasks -notcontains 'Bench') {
    throw [System.ArgumentException]::new("There is no task '$($rest[0])'. The tasks are: $($known -join ', ').")
}

$BenchArgument = @($BenchArgument | ForEach-Object { $_ -split ',' }) + $rest
foreach ($name in $tasks) {
    Write-Information "== $name" -InformationAction Continue
    & "Invoke-${name}Task"
}
