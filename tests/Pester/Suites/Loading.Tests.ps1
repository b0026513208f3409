# The module loads anywhere: again, after removal, beside other modules' libraries, and without work at import.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $import = "Import-Module '$(Get-StagedModule)'"
}

Describe 'Import-Module' {
    It 'works again with -Force' {
        $result = Invoke-Pwsh "$import; $import -Force; @(Get-Command -Module ContainerNet).Count; Get-Ct nosuch*; 'done'"
        $result.Lines | Should -Be @(@(Get-Command -Module ContainerNet).Count, 'done')
    }

    It 'works again after Remove-Module, which leaves no cmdlet' {
        $result = Invoke-Pwsh "`$PSModuleAutoLoadingPreference = 'None'; $import; Get-Ct nosuch*; Remove-Module ContainerNet; try { Get-Ct } catch { `$_.FullyQualifiedErrorId }; $import; Get-Ct nosuch*; 'done'"
        $result.Lines | Should -Be CommandNotFoundException, 'done'
    }

    It 'loads no engine before a cmdlet asks for it' {
        $result = Invoke-Pwsh "$import; [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -like 'ContainerNet*' } | ForEach-Object { `$_.GetName().Name }"
        $result.Lines | Sort-Object | Should -Be ContainerNet, ContainerNet.Abstractions
    }

    It 'works beside an old YamlDotNet of another module' {
        $result = Invoke-Pwsh @"
`$old = Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable | Select-Object -First 1
if (`$old) { Import-Module `$old; `$null = New-CommandHelp -CommandInfo (Get-Command Get-Command) }
$import
Get-Ct nosuch*
'done'
"@
        $result.Lines[-1] | Should -Be 'done'
    }

    It 'keeps the libraries of the engine to itself' {
        $result = Invoke-Pwsh "$import; `$null = Get-Ct; [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { `$_.GetName().Name } | Where-Object { `$_ -in 'YamlDotNet', 'ContainerNet.Engine', 'Tmds.LibC' }"
        $result.Lines | Should -BeNullOrEmpty
    }

    It 'finds its types by name' {
        [ContainerNet.IPInterfaceAddress]::Parse('192.0.2.5/24').PrefixLength | Should -Be 24
    }
}
