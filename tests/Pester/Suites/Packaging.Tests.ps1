# What is shipped: manifests, packages, and scripts that the analyzer has nothing to say about.
BeforeDiscovery {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $manifests = @(
        @{ Module = 'ContainerNet'; Manifest = Get-StagedModule }
        foreach ($name in 'ContainerNet.Testing', 'ContainerNet.Dsc') {
            @{ Module = $name; Manifest = "$(Get-StagedFolder $name)/$name.psd1" }
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

Describe 'The module' {
    It 'consists of these files' {
        $folder = Get-StagedFolder
        $files = Get-ChildItem $folder -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($folder, $_.FullName) }
        # Machine code is made for one processor; elsewhere the same assemblies are taken as IL.
        $compiled = if ([System.Runtime.InteropServices.RuntimeInformation]::OSArchitecture -eq 'X64') {
            'ContainerNet.Engine.dll', 'ContainerNet.Netlink.dll', 'Tmds.LibC.dll', 'YamlDotNet.dll' | ForEach-Object { "bin/lib/linux-x64/$_" }
        }
        $expected = @(
            'CHANGELOG.md', 'ContainerNet.Format.ps1xml', 'ContainerNet.psd1', 'LICENSE'
            'systemd/containernet-netns@.service'
            'bin/ContainerNet.Abstractions.dll', 'bin/ContainerNet.dll'
            'bin/lib/ContainerNet.Engine.deps.json', 'bin/lib/ContainerNet.Engine.dll', 'bin/lib/ContainerNet.Netlink.dll', 'bin/lib/YamlDotNet.dll'
            $compiled
            'linux-arm64', 'linux-x64' | ForEach-Object { "bin/lib/runtimes/$_/lib/netstandard2.0/Tmds.LibC.dll" }
        )
        $files -notlike 'en-US/*' | Sort-Object -Culture '' | Should -Be ($expected | Sort-Object -Culture '')
    }

    It 'has a tag for each of its cmdlets, by which a repository finds it' {
        $data = Import-PowerShellDataFile (Get-StagedModule)
        $tags = $data.PrivateData.PSData.Tags | Where-Object { $_ -match '^PS(Cmdlet|Command)_' } | Sort-Object
        $tags | Should -Be @(Get-Command -Module ContainerNet -CommandType Cmdlet | ForEach-Object { "PSCmdlet_$_", "PSCommand_$_" } | Sort-Object)
    }

    It 'is optimised in every library of ours' {
        foreach ($file in Get-ChildItem (Get-StagedFolder) -Recurse -Include ContainerNet*.dll) {
            $context = [System.Runtime.Loader.AssemblyLoadContext]::new($file.FullName, $true)
            $attribute = $context.LoadFromAssemblyPath($file.FullName).CustomAttributes | Where-Object { $_.AttributeType.Name -eq 'DebuggableAttribute' }
            $modes = [System.Diagnostics.DebuggableAttribute+DebuggingModes] $attribute.ConstructorArguments[0].Value
            $context.Unload()
            $modes.HasFlag([System.Diagnostics.DebuggableAttribute+DebuggingModes]::DisableOptimizations) | Should -BeFalse -Because $file
        }
    }
}

Describe 'The package' -Tag Slow {
    BeforeAll {
        $build = "$(Get-RepositoryRoot)/build.ps1"
        $packed = Invoke-Pwsh "& '$build' -Task Pack -NoBuild -PackageFolder '$TestDrive/packages' 6>`$null | ForEach-Object FullName"
        $version = (Get-Module ContainerNet).Version

        # In a profile of its own, of a user who has nothing but the repository of these packages.
        function Invoke-FreshProfile([string] $Script) {
            $before = $env:HOME, $env:XDG_DATA_HOME, $env:XDG_CACHE_HOME, $env:XDG_CONFIG_HOME, $env:PSModulePath
            try {
                $env:HOME = "$TestDrive/home"
                $env:XDG_DATA_HOME = $env:XDG_CACHE_HOME = $env:XDG_CONFIG_HOME = $env:PSModulePath = $null
                Invoke-Pwsh -OwnHost @"
`$ErrorActionPreference = 'Stop'
if (-not (Get-PSResourceRepository -Name packages -ErrorAction Ignore)) {
    Register-PSResourceRepository -Name packages -Uri '$TestDrive/packages' -Trusted
}
`$options = @{ Repository = 'packages' }
$Script
"@
            }
            finally {
                $env:HOME, $env:XDG_DATA_HOME, $env:XDG_CACHE_HOME, $env:XDG_CONFIG_HOME, $env:PSModulePath = $before
            }
        }

        $null = New-Item -ItemType Directory "$TestDrive/home"
    }

    It 'is made of each module' {
        $packed.Lines | Sort-Object | Should -Be @('ContainerNet', 'ContainerNet.Dsc', 'ContainerNet.Testing' |
                ForEach-Object { "$TestDrive/packages/$_.$version.nupkg" } | Sort-Object) -Because $packed.Text
    }

    It 'of <_> has the files of the Release build, byte for byte, and no others' -ForEach 'ContainerNet', 'ContainerNet.Testing', 'ContainerNet.Dsc' {
        $folder = Get-StagedFolder $_
        $unpacked = "$TestDrive/unpacked/$_"
        [System.IO.Compression.ZipFile]::ExtractToDirectory("$TestDrive/packages/$_.$version.nupkg", $unpacked)

        # What belongs to the format of the package.
        Remove-Item -LiteralPath "$unpacked/_rels", "$unpacked/package", "$unpacked/[Content_Types].xml", "$unpacked/$_.nuspec" -Recurse -Force
        $sum = { param($Root) Get-ChildItem $Root -Recurse -File | Get-FileHash | ForEach-Object { "$($_.Hash) $([System.IO.Path]::GetRelativePath($Root, $_.Path))" } | Sort-Object }
        & $sum $unpacked | Should -Be (& $sum $folder)
    }

    It 'is found by its cmdlets and its resource' {
        $result = Invoke-FreshProfile @'
(Find-PSResource -CommandName Add-CtNetIfIp @options).ParentResource.Name
(Find-PSResource -DscResourceName CtNetIf @options).ParentResource.Name
(Find-PSResource ContainerNet.Dsc @options).Dependencies.Name
'@
        $result.Lines | Should -Be ContainerNet, ContainerNet.Dsc, ContainerNet
    }

    It 'installs with what it needs, does its work by name, and uninstalls' -Tag Root {
        $result = Invoke-FreshProfile @"
Install-PSResource ContainerNet.Testing @options
Import-Module '$((Get-Module Pester).Path)'
Import-Module ContainerNet.Testing
(Get-Module ContainerNet).ModuleBase
`$null = New-Ct web01
New-CtNetIf web01 eth0 -Via 198.51.100.0/30 | Add-CtNetIfIp 192.0.2.200/32
Start-Ct web01
`$null = ping -c 1 -W 5 192.0.2.200
"ping `$LASTEXITCODE"
'host' | Should -Reach 192.0.2.200
'web01' | Should -HaveCtIp 192.0.2.200/32
Get-Ct | Remove-Ct -Force -Confirm:`$false
Remove-Module ContainerNet.Testing, ContainerNet
Uninstall-PSResource ContainerNet.Testing
Uninstall-PSResource ContainerNet
@(Get-Module -ListAvailable ContainerNet*).Count
"@
        $result.Lines | Should -Be "$TestDrive/home/.local/share/powershell/Modules/ContainerNet/$version", 'ping 0', '0' -Because $result.Text
    }

    It 'of the resource brings ContainerNet, and the class is there' {
        $result = Invoke-FreshProfile @'
Install-PSResource ContainerNet.Dsc @options
$module = Import-Module ContainerNet.Dsc -PassThru
$module.ExportedDscResources
(Get-Module ContainerNet).Name
& $module { [CtNetIf]::new().GetType().Name }
'@
        $result.Lines | Should -Be CtNetIf, ContainerNet, CtNetIf -Because $result.Text
    }
}

Describe 'build.ps1' -Tag Slow {
    BeforeAll {
        $build = "$(Get-RepositoryRoot)/build.ps1"

        # As a shell gives it its words, in the home of a user who has nothing.
        function Invoke-Build([string] $Words) {
            $before = $env:HOME
            try {
                $env:HOME = "$TestDrive/user"
                $env:XDG_DATA_HOME = $null
                $lines = bash -c "$(@(Get-PwshCommand | ForEach-Object { "'$_'" }) -join ' ') -NoProfile -NonInteractive -File '$build' $Words 2>&1"
                [pscustomobject]@{ Text = $lines -join "`n"; ExitCode = $LASTEXITCODE }
            }
            finally {
                $env:HOME = $before
            }
        }

        $null = New-Item -ItemType Directory "$TestDrive/user"
    }

    It 'takes a list of tasks from a shell, as README writes it: <_>' -ForEach '-Task Pack, Pack', '-Task Pack,Pack' {
        $result = Invoke-Build "$_ -NoBuild -PackageFolder '$TestDrive/packages'"
        $result.ExitCode | Should -Be 0 -Because $result.Text
        [regex]::Matches($result.Text, '(?m)^== Pack$').Count | Should -Be 2
    }

    It 'names a task that it does not know, and those that it does, and does none' {
        $result = Invoke-Build "-Task Pack, Pakc -NoBuild -PackageFolder '$TestDrive/none'"
        $result.ExitCode | Should -Be 1
        $result.Text | Should -Match "no task 'Pakc'"
        $result.Text | Should -Match 'Install'
        "$TestDrive/none" | Should -Not -Exist
    }

    It 'installs the modules where Import-Module finds them, again and in place of an older version' {
        $modules = "$TestDrive/user/.local/share/powershell/Modules"
        $null = New-Item -ItemType Directory "$modules/ContainerNet/0.0.1"
        'an older file' | Set-Content "$modules/ContainerNet/0.0.1/old.txt"
        foreach ($turn in 1, 2) {
            $result = Invoke-Build '-Task Install -NoBuild'
            $result.ExitCode | Should -Be 0 -Because $result.Text
            (Get-ChildItem $modules -Force).Name | Sort-Object | Should -Be ContainerNet, ContainerNet.Dsc, ContainerNet.Testing
            (Get-ChildItem $modules/ContainerNet).Name | Should -Be (Get-Module ContainerNet).Version
        }

        (Get-FileHash "$modules/ContainerNet/*/bin/lib/ContainerNet.Engine.dll").Hash |
            Should -Be (Get-FileHash "$(Get-StagedFolder)/bin/lib/ContainerNet.Engine.dll").Hash
    }

    It 'installs nowhere that Import-Module does not look' {
        $result = Invoke-Pwsh "`$env:PSModulePath = `"`$PSHOME/Modules`"; & '$build' -Task Install -NoBuild -Scope AllUsers"
        $result.ExitCode | Should -Be 1
        $result.Text | Should -Match 'PSModulePath has no folder for AllUsers'
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
