# What is shipped: manifests, packages, and scripts that the analyzer has nothing to say about.
BeforeDiscovery {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $manifests = @(
        @{ Module = 'ContainerNet'; Manifest = Get-StagedModule }
        foreach ($name in 'ContainerNet.Testing', 'ContainerNet.Dsc') {
            @{ Module = $name; Manifest = Join-Path (Split-Path (Get-StagedModule)) "$name/$name.psd1" }
        }
    )
    $scripts = Get-ChildItem (Get-RepositoryRoot) -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
        Where-Object FullName -NotMatch '/(output|bin|obj|\.git)/' |
        ForEach-Object { @{ Script = [System.IO.Path]::GetRelativePath((Get-RepositoryRoot), $_.FullName) } }
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'The manifest of <Module>' -ForEach $manifests {
    BeforeAll {
        $data = Import-PowerShellDataFile $Manifest
    }

    It 'passes Test-ModuleManifest' {
        (Test-ModuleManifest $Manifest -ErrorAction Stop).Name | Should -Be $Module
    }

    It 'has what a package needs' {
        foreach ($key in 'ModuleVersion', 'GUID', 'Author', 'Description', 'Copyright') { $data[$key] | Should -Not -BeNullOrEmpty }
        foreach ($key in 'Tags', 'LicenseUri', 'ReleaseNotes') { $data.PrivateData.PSData[$key] | Should -Not -BeNullOrEmpty }
        $data.PrivateData.PSData.Tags | Should -Contain Linux
    }

    It 'exports by name, never by pattern' {
        foreach ($key in 'FunctionsToExport', 'CmdletsToExport', 'AliasesToExport', 'VariablesToExport') {
            $data.ContainsKey($key) | Should -BeTrue
            $data[$key] -join ' ' | Should -Not -Match '\*'
        }
    }
}

Describe 'The package' {
    BeforeAll {
        $lines = Invoke-Pwsh "& '$(Get-RepositoryRoot)/build.ps1' -Task Pack -PackageFolder '$TestDrive/packages' 6>`$null | ForEach-Object FullName"
        $packages = @($lines.Lines | Where-Object { $_ -like '*.nupkg' })
        $version = (Get-Module ContainerNet).Version

        function Read-Package([string] $Name) {
            $archive = [System.IO.Compression.ZipFile]::OpenRead(($packages | Where-Object { $_ -like "*/$Name.$version.nupkg" }))
            try {
                $entry = $archive.GetEntry("$Name.nuspec")
                $reader = [System.IO.StreamReader]::new($entry.Open())
                @{ Nuspec = ([xml] $reader.ReadToEnd()).package.metadata; Names = @($archive.Entries.FullName) }
                $reader.Dispose()
            }
            finally {
                $archive.Dispose()
            }
        }
    }

    It 'is made of each module' {
        $packages.Count | Should -Be 3 -Because $lines.Text
    }

    It 'has all files of the staged module, in their places' {
        $folder = Split-Path (Get-StagedModule)
        $names = (Read-Package ContainerNet).Names
        $staged = Get-ChildItem $folder -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($folder, $_.FullName) }
        foreach ($name in $staged) { $names | Should -Contain $name }
        $names | Should -Contain LICENSE
        $names | Should -Contain CHANGELOG.md
        $names | Should -Contain '[Content_Types].xml'
        $names | Should -Contain bin/lib/runtimes/linux-arm64/lib/netstandard2.0/Tmds.LibC.dll
    }

    It 'says what it is' {
        $nuspec = (Read-Package ContainerNet).Nuspec
        $nuspec.id | Should -Be ContainerNet
        $nuspec.version | Should -Be "$version"
        $nuspec.licenseUrl | Should -Match '^https://'
        $nuspec.releaseNotes | Should -Not -BeNullOrEmpty
        $tags = $nuspec.tags -split ' '
        foreach ($tag in 'Linux', 'PSModule', 'PSEdition_Core', 'PSCmdlet_Get-Ct') { $tags | Should -Contain $tag }
    }

    It 'of <_> is a module that imports, from where it is unpacked' -ForEach 'ContainerNet', 'ContainerNet.Testing', 'ContainerNet.Dsc' {
        # What Install-PSResource does: unpack all into a folder of the name and the version, without what belongs to the package.
        foreach ($package in $packages) {
            $name = (Split-Path -Leaf $package) -replace "\.$([regex]::Escape("$version"))\.nupkg$"
            $folder = "$TestDrive/modules/$name/$version"
            [System.IO.Compression.ZipFile]::ExtractToDirectory($package, $folder, $true)
            Remove-Item -LiteralPath "$folder/_rels", "$folder/[Content_Types].xml", "$folder/$name.nuspec" -Recurse -Force
        }

        # The operators are those of a Pester that is loaded.
        $result = Invoke-Pwsh @"
Import-Module '$((Get-Module Pester).Path)'
`$env:PSModulePath = '$TestDrive/modules:' + `$PSHOME + '/Modules'
Import-Module $_
Get-Ct nosuch*
(Get-Module $_).ModuleBase, (Get-Module ContainerNet).ModuleBase
"@
        $result.Lines | Should -Be "$TestDrive/modules/$_/$version", "$TestDrive/modules/ContainerNet/$version"
    }

    It 'of the resource has its tag, and needs ContainerNet' {
        $nuspec = (Read-Package ContainerNet.Dsc).Nuspec
        $nuspec.tags -split ' ' | Should -Contain PSDscResource_CtNetIf
        $nuspec.dependencies.dependency.id | Should -Be ContainerNet
    }
}

Describe 'The changelog' {
    It 'has an entry for the version' {
        "$(Get-RepositoryRoot)/CHANGELOG.md" | Should -FileContentMatch "^## $([regex]::Escape("$((Get-Module ContainerNet).Version)"))"
    }
}

Describe 'The script <Script>' -Tag Slow -ForEach $scripts {
    BeforeAll {
        $analyzer = Get-Module PSScriptAnalyzer -ListAvailable | Select-Object -First 1
        if ($analyzer) { Import-Module $analyzer }
    }

    It 'parses' {
        $problems = $null
        $null = [System.Management.Automation.Language.Parser]::ParseFile("$(Get-RepositoryRoot)/$Script", [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
    }

    It 'leaves the analyzer nothing to say' {
        if (-not $analyzer) { return }
        # The files that the manifest names are beside it once it is staged.
        $file = if ($Script -eq 'ContainerNet.psd1') { Get-StagedModule } else { "$(Get-RepositoryRoot)/$Script" }
        $found = Invoke-ScriptAnalyzer $file -Settings "$(Get-RepositoryRoot)/tests/Pester/analyzer.psd1"
        ($found | ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" }) -join "`n" | Should -BeNullOrEmpty
    }
}
