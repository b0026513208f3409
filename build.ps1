#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds ContainerNet, runs its tests, makes its help, packs the module and measures it.
.EXAMPLE
./build.ps1
Builds the module into output/ContainerNet/VERSION.
.EXAMPLE
./build.ps1 -Task Build, Test
Builds it and runs every test.
.EXAMPLE
./build.ps1 -Task Bench -BenchArgument routes, micro, --rounds, 3
Measures two contests: routes by ContainerNet and its peers, and our own parts by BenchmarkDotNet.
#>
[CmdletBinding()]
param(
    # What to do, in order.
    [ValidateSet('Build', 'Test', 'Docs', 'Pack', 'Bench')]
    [string[]] $Task = 'Build',

    # How to compile.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # What Bench measures and how, as tests/bench/run.sh takes it: contests and options. All usual contests without.
    [string[]] $BenchArgument = @(),

    # Where Pack puts the packages.
    [string] $PackageFolder = "$PSScriptRoot/output/packages"
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

# Ours and the peers in one run; needs root.
function Invoke-BenchTask {
    Invoke-Tool bash (@("$PSScriptRoot/tests/bench/run.sh") + $BenchArgument)
}

# Help as PowerShell reads it, from the markdown in docs/en-US.
function Invoke-DocsTask {
    & "$PSScriptRoot/docs/Build-Help.ps1" -Destination "$PSScriptRoot/Module/en-US"
}

# The packages as the PowerShell Gallery takes them: ContainerNet, and the two script modules of its folder by themselves,
# so that they are found by name.
function Invoke-PackTask {
    New-Item -ItemType Directory -Force $PackageFolder | Out-Null
    New-Package $module
    New-Package "$module/ContainerNet.Testing" @{ ContainerNet = $manifest.ModuleVersion }
    New-Package "$module/ContainerNet.Dsc" @{ ContainerNet = $manifest.ModuleVersion }
}

function New-Package([string] $Folder, [hashtable] $Dependencies = @{}) {
    $name = if ($Folder -eq $module) { 'ContainerNet' } else { Split-Path -Leaf $Folder }
    $data = Import-PowerShellDataFile "$Folder/$name.psd1"
    $info = Test-ModuleManifest "$Folder/$name.psd1" -ErrorAction Stop
    $package = Join-Path (Resolve-Path $PackageFolder) "$name.$($info.Version).nupkg"
    Remove-Item $package -ErrorAction Ignore
    if (Get-Command Compress-PSResource -ErrorAction Ignore) {
        Compress-PSResource -Path $Folder -DestinationPath (Split-Path $package)
        return Get-Item $package
    }

    # The Gallery finds modules, their commands and their resources by these tags.
    $tags = @($data.PrivateData.PSData.Tags) + 'PSModule' +
        @($data.CmdletsToExport | ForEach-Object { "PSCmdlet_$_", "PSCommand_$_" }) +
        @($data.DscResourcesToExport | Where-Object { $_ } | ForEach-Object { "PSDscResource_$_" })
    if ($data.CmdletsToExport) { $tags += 'PSIncludes_Cmdlet' }
    if ($data.DscResourcesToExport) { $tags += 'PSIncludes_DscResource' }
    $needs = ($Dependencies.Keys | Sort-Object | ForEach-Object {
            '      <dependency id="{0}" version="{1}" />' -f $_, $Dependencies[$_]
        }) -join "`n"
    $escape = { [System.Security.SecurityElement]::Escape($args[0]) }
    $nuspec = @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>$name</id>
    <version>$($info.Version)</version>
    <authors>$(& $escape $data.Author)</authors>
    <owners>$(& $escape $data.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <licenseUrl>$(& $escape $data.PrivateData.PSData.LicenseUri)</licenseUrl>
    <description>$(& $escape $data.Description)</description>
    <releaseNotes>$(& $escape $data.PrivateData.PSData.ReleaseNotes)</releaseNotes>
    <copyright>$(& $escape $data.Copyright)</copyright>
    <tags>$(& $escape ($tags -join ' '))</tags>
    <dependencies>
$needs
    </dependencies>
  </metadata>
</package>
"@
    $relations = @"
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/$name.nuspec" Id="R1" />
</Relationships>
"@
    $files = @(Get-ChildItem $Folder -Recurse -File | Sort-Object { $_.FullName } -Culture '')
    $types = @($files.Extension.TrimStart('.')) + 'nuspec' | Where-Object { $_ } | Sort-Object -Unique
    $defaults = ($types | ForEach-Object { '  <Default Extension="{0}" ContentType="application/octet" />' -f $_ }) -join "`n"
    $licence = if (Test-Path "$Folder/LICENSE") { '  <Override PartName="/LICENSE" ContentType="application/octet" />' }
    $contentTypes = @"
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
$defaults
$licence
</Types>
"@
    $archive = [System.IO.Compression.ZipFile]::Open($package, 'Create')
    try {
        $texts = [ordered] @{ "$name.nuspec" = $nuspec; '_rels/.rels' = $relations; '[Content_Types].xml' = $contentTypes }
        foreach ($path in $texts.Keys) {
            $writer = [System.IO.StreamWriter]::new($archive.CreateEntry($path).Open())
            try { $writer.Write($texts[$path]) } finally { $writer.Dispose() }
        }

        foreach ($file in $files) {
            $path = [System.IO.Path]::GetRelativePath($Folder, $file.FullName)
            [void] [System.IO.Compression.ZipFileExtensions]::CreateEntryFromFile($archive, $file.FullName, $path)
        }
    }
    finally {
        $archive.Dispose()
    }

    Get-Item $package
}

foreach ($name in $Task) {
    Write-Information "== $name" -InformationAction Continue
    & "Invoke-${name}Task"
}
