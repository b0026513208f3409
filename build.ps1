#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds ContainerNet, runs its tests, makes its help and packs the module.
.EXAMPLE
./build.ps1
Builds the module into output/ContainerNet/VERSION.
.EXAMPLE
./build.ps1 -Task Build, Test
Builds it and runs every test.
#>
[CmdletBinding()]
param(
    # What to do, in order.
    [ValidateSet('Build', 'Test', 'Docs', 'Pack')]
    [string[]] $Task = 'Build',

    # How to compile.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$manifest = Import-PowerShellDataFile "$PSScriptRoot/ContainerNet.psd1"
$module = "$PSScriptRoot/output/ContainerNet/$($manifest.ModuleVersion)"

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

# Help as PowerShell reads it, from the markdown in docs/en-US.
function Invoke-DocsTask {
    & "$PSScriptRoot/docs/Build-Help.ps1" -Destination "$PSScriptRoot/Module/en-US"
}

function Invoke-PackTask {
    Test-ModuleManifest "$module/ContainerNet.psd1" | Out-Null
    Compress-PSResource -Path $module -DestinationPath "$PSScriptRoot/output" -PassThru
}

foreach ($name in $Task) {
    Write-Information "== $name" -InformationAction Continue
    & "Invoke-${name}Task"
}
