# The surface of the module: what it exports, and the conventions that every cmdlet keeps. The next cmdlet is held to them too.
BeforeDiscovery {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $cmdlets = Get-Surface
    $completed = foreach ($cmdlet in $cmdlets) {
        foreach ($parameter in Get-OwnParameter $cmdlet.Command) {
            # Names of things that exist; a thing that is made now has a name that nobody can know.
            $new = $cmdlet.Command.Verb -eq 'New' -and $parameter.Name -eq 'Name'
            if ($parameter.Name -in 'Container', 'Name', 'Interface', 'Link', 'NetworkStack' -and -not $new) {
                @{ Name = $cmdlet.Name; Parameter = $parameter }
            }
        }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $changing = @('Add', 'New', 'Set', 'Remove', 'Rename', 'Start', 'Stop', 'Repair', 'Restore', 'Update', 'Import', 'Export')

    # The types that cmdlets take and write as text, a line each, with the properties or values that users see.
    function Get-TypeText {
        $named = foreach ($cmdlet in Get-Surface) {
            $cmdlet.Command.OutputType.Type
            foreach ($parameter in Get-OwnParameter $cmdlet.Command) {
                $parameter.ParameterType.HasElementType ? $parameter.ParameterType.GetElementType() : $parameter.ParameterType
            }
        }
        $own = $named | Where-Object { $_ } | ForEach-Object { [System.Nullable]::GetUnderlyingType($_) ?? $_ } |
            Where-Object Namespace -EQ ContainerNet | Sort-Object FullName -Unique -Culture ''
        foreach ($type in $own) {
            $members = if ($type.IsEnum) { $type.GetEnumNames() }
            else {
                $type.GetProperties('Public, Instance, DeclaredOnly') | Sort-Object Name -Culture '' |
                    ForEach-Object { "$($_.Name) <$($_.PropertyType)>" }
            }
            "type $($type): $($members -join ', ')".TrimEnd(' ', ':')
        }
    }

    # The surface as text, a line each cmdlet, parameter set and parameter.
    function Get-SurfaceText {
        foreach ($cmdlet in Get-Surface) {
            $command = $cmdlet.Command
            $binding = $command.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
            "$($command.Name) -> $(($command.OutputType.Name | Sort-Object -Unique) -join ', ')" +
            $(if ($binding.SupportsShouldProcess) { " | confirm $($binding.ConfirmImpact)" })
            foreach ($set in $command.ParameterSets | Sort-Object Name) {
                $names = Get-OwnParameter $command | ForEach-Object Name
                $own = $set.Parameters | Where-Object Name -In $names | Sort-Object Name
                "  [$($set.Name)$(if ($set.IsDefault) { ', default' })]"
                foreach ($parameter in $own) {
                    $traits = @(
                        if ($parameter.IsMandatory) { 'mandatory' }
                        if ($parameter.Position -ge 0) { "position $($parameter.Position)" }
                        if ($parameter.ValueFromPipeline) { 'by value' }
                        if ($parameter.ValueFromPipelineByPropertyName) { 'by name' }
                        if ($parameter.Aliases) { "aliases $($parameter.Aliases -join ' ')" }
                    )
                    "    -$($parameter.Name) <$($parameter.ParameterType -replace '^System\.Nullable`1\[(.*)\]$', '$1')> $($traits -join ', ')".TrimEnd()
                }
            }
        }
    }
}

Describe 'The module' {
    It 'is what surface.txt says; when that is meant to change, write it again by $env:UPDATE_SURFACE = 1' {
        $file = "$PSScriptRoot/../surface.txt"
        $text = @(Get-SurfaceText) + @(Get-TypeText)
        if ($env:UPDATE_SURFACE) { $text | Set-Content $file }
        $text -join "`n" | Should -BeExactly ((Get-Content $file) -join "`n")
    }

    It 'exports the cmdlets of the manifest and nothing else' {
        $manifest = Import-PowerShellDataFile "$(Get-RepositoryRoot)/ContainerNet.psd1"
        (Get-Command -Module ContainerNet).Name | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        (Get-Module ContainerNet).ExportedAliases.Count | Should -Be 0
        (Get-Module ContainerNet).ExportedVariables.Count | Should -Be 0
    }

    It 'needs no PowerShell newer than 7.4' {
        "$((Get-Module ContainerNet).PowerShellVersion)" | Should -Be '7.4'
    }
}

Describe '<Name>' -ForEach $cmdlets {
    BeforeAll {
        $type = $Command.ImplementingType
        $attribute = $type.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        $own = Get-OwnParameter $Command
    }

    It 'has an approved verb and a singular noun that begins with Ct' {
        $Command.Verb | Should -BeIn (Get-Verb).Verb
        $Command.Noun | Should -MatchExactly '^Ct([A-Z][A-Za-z]*)?$'
        $Command.Noun | Should -Not -MatchExactly '(?<!s|Statistic)s$'
    }

    It 'has a class that is named after it, in a file of its own' {
        $type.Name | Should -BeExactly "$($Command.Verb)$($Command.Noun)Command"
        $type.IsSealed | Should -BeTrue
        Get-ChildItem "$(Get-RepositoryRoot)/src/ContainerNet/Commands" -Recurse -Filter "$($type.Name).cs" | Should -HaveCount 1
    }

    It 'has -WhatIf and -Confirm when it changes something, and only then' {
        $Command.Parameters.ContainsKey('WhatIf') | Should -Be ($Command.Verb -in $changing)
        $Command.Parameters.ContainsKey('Confirm') | Should -Be ($Command.Verb -in $changing)
    }

    It 'asks before it removes what takes other things along, and otherwise not' {
        $expected = if ($Name -in 'Remove-Ct', 'Remove-CtNetIf', 'Remove-CtBridge') { 'High' } elseif ($attribute.SupportsShouldProcess) { 'Medium' } else { 'None' }
        $attribute.ConfirmImpact | Should -Be $expected
    }

    It 'says what it writes' {
        $silent = $Command.Verb -eq 'Remove' -and -not $Command.Parameters.ContainsKey('PassThru')
        [bool] $Command.OutputType | Should -Be (-not $silent)
    }

    It 'writes objects that have a key, and can be compared and told apart' {
        # There is one set of options.
        foreach ($written in $Command.OutputType.Type | Where-Object { $_.Namespace -eq 'ContainerNet' -and $_.Name -ne 'CtNetOption' }) {
            $written.GetInterface('ContainerNet.IKeyed') | Should -Not -BeNullOrEmpty -Because $written.Name
        }
    }

    It 'writes without being asked only when it gets, makes, tests or watches' {
        $quiet = $Command.Verb -in 'Add', 'Set', 'Rename', 'Start', 'Stop', 'Repair', 'Restore', 'Update', 'Import'
        if ($quiet) { $Command.Parameters.ContainsKey('PassThru') | Should -BeTrue }
        else { $Command.Parameters.ContainsKey('PassThru') | Should -Be ($Command.Verb -eq 'Remove' -and [bool] $Command.OutputType) }
    }

    It 'takes one parameter a set from the pipeline by value, at most, beside the row itself' {
        foreach ($set in $Command.ParameterSets) {
            @($set.Parameters | Where-Object { $_.ValueFromPipeline -and $_.ParameterType -ne [psobject] }).Count |
                Should -BeLessOrEqual 1
        }
    }

    It 'has a default parameter set when it has several' {
        if ($Command.ParameterSets.Count -gt 1) {
            @($Command.ParameterSets | Where-Object IsDefault).Count | Should -Be 1
        }
    }

    It 'takes what tells containers, interfaces and IPs apart from any object, by the name of the property' {
        # Watch runs until it is stopped; and of what reads, a container that is piped in has a Name too, which is no interface's.
        $identity = if ($Command.Verb -eq 'Watch' -or $Command.Noun -notmatch '^Ct(NetIf.*)?$') { @() }
        elseif ($attribute.SupportsShouldProcess) { 'Container', 'Interface', 'Name', 'Address', 'Destination' }
        else { 'Container', 'Interface' }
        foreach ($parameter in $own | Where-Object Name -In $identity) {
            foreach ($set in $parameter.ParameterSets.Values) { $set.ValueFromPipelineByPropertyName | Should -BeTrue -Because $parameter.Name }
        }
    }

    It 'has parameters in Pascal case, singular, of types that users can see' {
        foreach ($parameter in $own) {
            $parameter.Name | Should -MatchExactly '^[A-Z][A-Za-z0-9]+$'
            $element = if ($parameter.ParameterType.IsArray) { $parameter.ParameterType.GetElementType() } else { $parameter.ParameterType }
            $element = [System.Nullable]::GetUnderlyingType($element) ?? $element
            $element.IsPublic | Should -BeTrue
            $element.Assembly.GetName().Name | Should -Not -BeIn 'ContainerNet.Engine', 'ContainerNet.Netlink', 'YamlDotNet'
        }
    }

    It 'has no value type that a parameter could not tell from none' {
        foreach ($parameter in $own) {
            $type = $parameter.ParameterType
            $optional = $parameter.ParameterSets.Values | Where-Object { -not $_.IsMandatory }
            if ($optional -and $type.IsValueType -and $type -ne [switch]) {
                ([System.Nullable]::GetUnderlyingType($type) -or $parameter.Name -eq 'Interval') | Should -BeTrue -Because $parameter.Name
            }
        }
    }

    It 'takes wildcards in the names of what it reads, and exact names of what it changes' {
        $reads = $Command.Verb -in 'Get', 'Test', 'Watch', 'Repair', 'Export'
        foreach ($parameter in $own | Where-Object Name -In Container, Name, Interface) {
            $wild = [bool] ($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.SupportsWildcardsAttribute] })
            $wild | Should -Be $reads -Because $parameter.Name
        }
    }

    It 'holds no state that two runspaces would share' {
        $type.GetFields('Static,Public,NonPublic') |
            Where-Object { -not $_.IsLiteral -and -not $_.IsInitOnly -and $_.Name -notlike '<>*' } | Should -BeNullOrEmpty
    }
}

Describe '<Name> -<Parameter.Name>' -ForEach $completed {
    It 'is completed' {
        $Parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] } |
            Should -Not -BeNullOrEmpty
    }
}
