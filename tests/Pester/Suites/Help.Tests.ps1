# Every cmdlet and every parameter has help, the help is that of the markdown, and every example runs.
BeforeDiscovery {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $cmdlets = Get-Surface
    $parameters = foreach ($cmdlet in $cmdlets) {
        Get-OwnParameter $cmdlet.Command -WithRisk | ForEach-Object { @{ Name = $cmdlet.Name; Parameter = $_ } }
    }
    $topics = Get-ChildItem "$(Get-RepositoryRoot)/Module/en-US/about_*.help.txt" |
        ForEach-Object { @{ Topic = $_.Name -replace '\.help\.txt$'; File = $_.FullName } }
    $examples = foreach ($cmdlet in $cmdlets) {
        foreach ($example in (Get-Help $cmdlet.Name).examples.example) {
            @{ Name = $cmdlet.Name; Title = $example.title.Trim('- '); Code = $example.code }
        }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'The help file' {
    It 'is that of the markdown in docs/en-US' {
        $hash = & "$(Get-RepositoryRoot)/docs/Build-Help.ps1" -Destination . -HashOnly
        "$(Get-RepositoryRoot)/Module/en-US/ContainerNet.dll-Help.xml" | Should -FileContentMatch "sha256 $hash"
    }

    It 'is staged' {
        $staged = Join-Path (Split-Path (Get-StagedModule)) en-US/ContainerNet.dll-Help.xml
        (Get-FileHash $staged).Hash |
            Should -Be (Get-FileHash "$(Get-RepositoryRoot)/Module/en-US/ContainerNet.dll-Help.xml").Hash
    }
}

Describe 'The help of <Name>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help $Name -Full
    }

    It 'has a markdown file' {
        "$(Get-RepositoryRoot)/docs/en-US/$Name.md" | Should -Exist
        "$(Get-RepositoryRoot)/docs/en-US/$Name.md" | Should -Not -FileContentMatch '\{\{'
    }

    It 'has a synopsis of one line' {
        $help.Synopsis | Should -Match '^[A-Z].{10,90}\.$'
    }

    It 'has a description' {
        ($help.description.Text -join ' ').Length | Should -BeGreaterThan 80
    }

    It 'has three examples or more, each with a title, code and a sentence' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        foreach ($example in $help.examples.example) {
            $example.title | Should -Match 'Example \d+: \S'
            $example.code | Should -Match '-Ct'
            ($example.remarks.Text -join '').Trim() | Should -Match '\.$'
        }
    }

    It 'says what privilege it needs, or that it needs none' {
        ($help.alertSet.alert.Text -join ' ') | Should -Match 'privilege|root'
    }

    It 'says what it takes and what it writes' {
        foreach ($entry in @($help.inputTypes.inputType) + @($help.returnValues.returnValue)) {
            "$($entry.type.name)$($entry.description.Text)" | Should -Not -BeNullOrEmpty
        }
    }

    It 'leads to other topics that exist' {
        $links = $help.relatedLinks.navigationLink.linkText
        $links | Should -Not -BeNullOrEmpty
        foreach ($link in $links) {
            if ($link -like 'about_*') { "$(Get-RepositoryRoot)/Module/en-US/$link.help.txt" | Should -Exist }
            else { Get-Command $link -Module ContainerNet | Should -Not -BeNullOrEmpty }
        }
    }

    It 'describes no parameter that the cmdlet does not have' {
        $own = (Get-OwnParameter $Command -WithRisk).Name
        foreach ($described in $help.parameters.parameter.name) { $described | Should -BeIn $own }
    }
}

Describe 'The help of <Name> -<Parameter.Name>' -ForEach $parameters {
    BeforeAll {
        $help = (Get-Help $Name -Full).parameters.parameter | Where-Object name -EQ $Parameter.Name
    }

    It 'is there, in full sentences' {
        $help | Should -Not -BeNullOrEmpty
        ($help.description.Text -join ' ') | Should -Match '(?s)^[A-Z`-].{10,}[.)]$'
    }

    It 'says the default' {
        $help.defaultValue | Should -Not -BeNullOrEmpty
    }

    It 'says truly whether it is required, positional, wild and in the pipeline' {
        $sets = $Parameter.ParameterSets.Values
        $help.required | Should -Be "$([bool]@($sets | Where-Object IsMandatory).Count)".ToLowerInvariant()
        $byValue = [bool] @($sets | Where-Object ValueFromPipeline).Count
        $byName = [bool] @($sets | Where-Object ValueFromPipelineByPropertyName).Count
        $help.pipelineInput -match 'ByValue' | Should -Be $byValue
        $help.pipelineInput -match 'ByPropertyName' | Should -Be $byName
        $wild = [bool] @($Parameter.Attributes | Where-Object { $_ -is [SupportsWildcards] }).Count
        $help.globbing | Should -Be "$wild".ToLowerInvariant()
    }

    It 'names the aliases' {
        $named = if ($help.aliases -eq 'none') { @() } else { $help.aliases -split ', ' }
        $named | Should -Be @($Parameter.Aliases)
    }
}

Describe 'The topic <Topic>' -ForEach $topics {
    It 'is found by Get-Help' {
        (Get-Help $Topic | Out-String) | Should -Match 'SHORT DESCRIPTION'
    }

    It 'fits 80 columns' {
        Get-Content $File | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }
}

Describe 'The examples of the help' -Tag Root, Slow {
    BeforeAll {
        $before = Get-Location
        Set-Location (New-Item -ItemType Directory (Join-Path $TestDrive examples))
    }

    AfterAll {
        Set-Location $before
        Clear-ExampleHost
    }

    BeforeEach {
        Initialize-ExampleHost
        "Container,Interface,Address`nweb01,eth0,192.0.2.203/32`nweb01,eth0,2001:db8:1::203/128" | Set-Content net.csv
    }

    It '<Name>, <Title>' -ForEach $examples {
        if ($Code -match '-Watch|Watch-') {
            { Invoke-ForAWhile $Code } | Should -Not -Throw
            return
        }

        { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$Code")) 3>&1 | Out-Null } | Should -Not -Throw
    }
}
