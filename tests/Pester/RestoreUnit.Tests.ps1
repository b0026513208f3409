# The command of docs/examples/containernet-restore.service, as systemd would run it.
BeforeAll {
    Import-Module $PSScriptRoot/TestHost.psm1
    . $PSScriptRoot/PwshCommand.ps1
    $unit = Get-Content "$(Get-RepositoryRoot)/docs/examples/containernet-restore.service"

    # The command imports the module by its name, as it can where the module is installed.
    $modules = $env:PSModulePath
    $env:PSModulePath = "$(Split-Path (Split-Path (Split-Path (Get-StagedModule)))):$modules"

    # Runs what the unit has for a word, and gives its lines and its exit code.
    function Invoke-Unit([string] $Word) {
        $line = @($unit -match "^$Word=/usr/bin/pwsh ")
        $line.Count | Should -Be 1
        $arguments = [regex]::Matches(($line[0] -split ' ', 2)[1], '"[^"]*"|\S+').Value.Trim('"')
        $command = @(Get-PwshCommand) + $arguments
        $lines = & $command[0] $command[1..($command.Count - 1)] 2>&1 | ForEach-Object { "$_" }
        [pscustomobject]@{ Text = $lines -join "`n"; ExitCode = $LASTEXITCODE }
    }
}

AfterAll {
    $env:PSModulePath = $modules
}

Describe 'The unit containernet-restore.service' -Tag Root, Slow {
    BeforeEach {
        Initialize-ExampleHost
        $null = New-CtBridge br0
        $null = New-CtNetIf db01 eth1 -Link br0 -NoDhcp
        Start-Ct db01
        $veth = (Get-CtNetIf db01 eth1).HostInterface
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'brings everything back with its <_>' -ForEach ExecStart, ExecReload {
        Invoke-Tool ip link delete br0
        Invoke-Tool nft flush ruleset
        $done = Invoke-Unit $_
        $done.Text | Should -Match 'Bringing up br0'
        $done.ExitCode | Should -Be 0
        Restore-CtNet -PassThru | Should -BeNullOrEmpty
        (Get-CtBridge br0).State | Should -Be Up
        (Get-CtBridge br0).Interfaces | ForEach-Object { "$_" } | Should -Be db01/eth1
        (Get-CtBridge br0).DhcpServerPid | Should -BeGreaterThan 0
        (Invoke-Tool nft list ruleset) -join ' ' | Should -Match 'masquerade'
    }

    It 'restores whatever can be, and fails when something cannot' {
        Invoke-Tool ip link set $veth nomaster
        $broken = "$((Get-CtNetOption).StateDirectory)/bridges/abr0.yml"
        'nat: perhaps' | Set-Content $broken
        try {
            $failed = Invoke-Unit ExecStart
        }
        finally {
            Remove-Item $broken
        }

        $failed.ExitCode | Should -Be 1
        $failed.Text | Should -Match 'abr0\.yml'
        (Invoke-Tool ip -o link show $veth) -join ' ' | Should -Match 'master br0'
    }
}
