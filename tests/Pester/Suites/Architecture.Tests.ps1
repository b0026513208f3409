# The arrows of the architecture: cmdlets -> Abstractions <- Engine -> Netlink; and what is shipped where.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    # Asks the kernel for the links, and so loads all of them.
    $null = Get-CtBridge
    $folder = Split-Path (Get-StagedModule)
    $assemblies = @{}
    foreach ($assembly in [System.AppDomain]::CurrentDomain.GetAssemblies()) {
        $name = $assembly.GetName().Name
        if ($name -like 'ContainerNet*' -and $assembly.Location) { $assemblies[$name] = $assembly }
    }

    # What an assembly refers to, without .NET itself.
    function Get-Reference([string] $Of) {
        $assemblies[$Of].GetReferencedAssemblies().Name | Where-Object {
            $_ -eq 'System.Management.Automation' -or $_ -notmatch '^(netstandard|mscorlib|System|System\..*|Microsoft\.Win32.*)$'
        } | Sort-Object
    }
}

Describe 'The assemblies' -Tag Root, Slow {
    It 'are these, of the staged module and with its version' {
        $assemblies.Keys | Sort-Object | Should -Be ContainerNet, ContainerNet.Abstractions, ContainerNet.Engine, ContainerNet.Netlink
        foreach ($assembly in $assemblies.Values) {
            $assembly.Location | Should -BeLike "$folder/bin/*"
            $assembly.GetName().Version.ToString(3) | Should -Be "$((Get-Module ContainerNet).Version)"
        }
    }

    It '<Name> knows nobody but <Knows>' -ForEach @(
        @{ Name = 'ContainerNet'; Knows = 'ContainerNet.Abstractions', 'System.Management.Automation' }
        @{ Name = 'ContainerNet.Abstractions'; Knows = $null }
        @{ Name = 'ContainerNet.Engine'; Knows = 'ContainerNet.Abstractions', 'ContainerNet.Netlink', 'Tmds.LibC', 'YamlDotNet' }
        @{ Name = 'ContainerNet.Netlink'; Knows = 'Tmds.LibC' }
    ) {
        Get-Reference $Name | Should -Be $Knows
    }

    It 'of the engine live in a load context of their own, and share the abstractions' {
        $context = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assemblies.'ContainerNet.Engine')
        $context.Name | Should -BeExactly ContainerNet
        [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assemblies.'ContainerNet.Netlink') | Should -Be $context
        $contract = $assemblies.'ContainerNet.Abstractions'.GetType('ContainerNet.IContainerNetEngine', $true)
        $assemblies.'ContainerNet.Engine'.GetTypes() | Where-Object { $contract.IsAssignableFrom($_) } | Should -Not -BeNullOrEmpty
    }

    # PowerShell reflects over the cmdlets before anything of the module has run.
    It 'of the engine have no type that is a base, a field or a member of a cmdlet' {
        $flags = 'Instance, Static, Public, NonPublic, DeclaredOnly'
        $named = foreach ($type in $assemblies.ContainerNet.GetTypes()) {
            $type.BaseType
            $type.GetInterfaces()
            $type.GetFields($flags).FieldType
            $type.GetProperties($flags).PropertyType
            foreach ($method in $type.GetMethods($flags)) { $method.ReturnType; $method.GetParameters().ParameterType }
        }
        $named | Should -Not -BeNullOrEmpty
        $hidden = $assemblies.'ContainerNet.Engine', $assemblies.'ContainerNet.Netlink'
        $named | Where-Object { $_ -and $_.Assembly -in $hidden } | Should -BeNullOrEmpty
    }

    It 'have no type whose name says nothing' {
        $names = $assemblies.Values | ForEach-Object { $_.GetTypes().Name }
        $names | Should -Not -BeNullOrEmpty
        $names -cmatch '(Helpers?|Utils?|Utility|Manager|Common|Misc)$' | Should -BeNullOrEmpty
    }
}

Describe 'The staged module' {
    It 'consists of these files' {
        $shipped = Get-ChildItem $folder -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($folder, $_.FullName) } |
            Where-Object { $_ -notlike 'en-US/*' }
        # What a Release has besides: the engine compiled for the platform.
        $shipped -notlike 'bin/lib/linux-x64/*' | Sort-Object -CaseSensitive -Culture '' | Should -Be (@(
                'bin/ContainerNet.Abstractions.dll'
                'bin/ContainerNet.dll'
                'bin/lib/ContainerNet.Engine.deps.json'
                'bin/lib/ContainerNet.Engine.dll'
                'bin/lib/ContainerNet.Netlink.dll'
                'bin/lib/YamlDotNet.dll'
                'bin/lib/runtimes/linux-arm64/lib/netstandard2.0/Tmds.LibC.dll'
                'bin/lib/runtimes/linux-x64/lib/netstandard2.0/Tmds.LibC.dll'
                'CHANGELOG.md'
                'ContainerNet.Format.ps1xml'
                'ContainerNet.psd1'
                'LICENSE'
                'systemd/containernet-netns@.service'
            ) | Sort-Object -CaseSensitive -Culture '')
    }

    It 'has all of the engine compiled for the platform too' {
        $compiled = Get-ChildItem $folder/bin/lib/linux-x64 -File -ErrorAction Ignore
        if (-not $compiled) { Set-ItResult -Skipped -Because 'what is staged is no Release' }
        $compiled.Name | Sort-Object | Should -Be ContainerNet.Engine.dll, ContainerNet.Netlink.dll, Tmds.LibC.dll, YamlDotNet.dll
    }
}
