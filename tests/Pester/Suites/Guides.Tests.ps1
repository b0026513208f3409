# Every block of the guides that is marked powershell runs, all blocks of a file in order, on a host of their own. A block whose first
# line is a comment with a file name is that file. What a guide takes for granted stands in comments: <!-- setup: COMMAND -->.
BeforeDiscovery {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $guides = Get-ChildItem "$(Get-RepositoryRoot)/docs/guide/*.md" | ForEach-Object { @{ Guide = $_.Name; File = $_.FullName } }
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'The guide <Guide>' -Tag Slow -ForEach $guides {
    BeforeAll {
        $text = Get-Content $File -Raw
        $blocks = @([regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value })
    }

    It 'marks what every block is' {
        $fences = @([regex]::Matches($text, '(?m)^```(.*)$') | ForEach-Object { $_.Groups[1].Value })
        for ($i = 0; $i -lt $fences.Count; $i += 2) { $fences[$i] | Should -BeIn 'powershell', 'text', 'sh', 'yaml' }
    }

    It 'leads to files that exist' {
        foreach ($link in [regex]::Matches($text, '\]\((?!https?:)([^)#]+)')) {
            Join-Path (Split-Path $File) $link.Groups[1].Value | Should -Exist
        }
    }

    It 'runs' -Tag Root {
        $script = @(
            "`$ErrorActionPreference = 'Stop'; `$ConfirmPreference = 'None'; `$PSNativeCommandUseErrorActionPreference = `$true"
            "Import-Module '$PSScriptRoot/../TestHost.psm1'"
            [regex]::Matches($text, '<!-- setup: (.*?) -->') | ForEach-Object { "`$null = . { $($_.Groups[1].Value) }" }
            foreach ($block in $blocks) {
                if ($block -match '^# (\S+\.ps1)\r?\n') { "@'`n$block`n'@ | Set-Content $($Matches[1])" } else { $block }
            }
            "'all of it ran'"
        ) -join "`n"
        $result = Invoke-Pwsh -OwnHost $script
        $result.Lines -contains 'all of it ran' | Should -BeTrue -Because "it must run to its end: $($result.Text)"
        $result.ExitCode | Should -Be 0
        $result.Text | Should -Not -Match 'Tests Passed: 0'
    }
}
