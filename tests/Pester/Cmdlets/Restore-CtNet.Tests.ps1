BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe 'Restore-CtNet' -Tag Root {
    BeforeEach {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'brings back what the kernel has lost' {
        Invoke-Tool ip route delete 203.0.113.0/28
        Invoke-Tool ip -n web01 address delete 192.0.2.201/32 dev eth0
        (Restore-CtNet -PassThru).Target | Select-Object -Unique | Should -Be web01/eth0
        Test-CtNetIf -Quiet | Should -BeTrue
    }

    It 'brings back a bridge' {
        $null = New-CtBridge br0 198.51.100.129/25
        Invoke-Tool ip link delete br0
        Restore-CtNet
        (Get-CtBridge br0).State | Should -Be Up
        (Invoke-Tool ip -o address show br0) -join ' ' | Should -Match '198\.51\.100\.129/25'
    }

    It 'has nothing to do when all is well' {
        Restore-CtNet -PassThru | Should -BeNullOrEmpty
    }
}

Describe 'docs/examples/containernet-restore.service' -Tag Root, Slow {
    BeforeAll {
        Initialize-ExampleHost
        $unit = Get-Content "$(Get-RepositoryRoot)/docs/examples/containernet-restore.service" -Raw

        # Runs what a line of the unit runs, in this pwsh, which finds the module by its name.
        function Invoke-UnitLine([string] $Name) {
            $unit -cmatch "(?m)^$Name=/usr/bin/pwsh (.*)$" | Should -BeTrue
            $words = @(Get-PwshCommand) + @([regex]::Matches($Matches[1], '"[^"]*"|\S+').Value.Trim('"'))
            $kept = $env:PSModulePath
            $env:PSModulePath = "$(Split-Path (Split-Path (Split-Path (Get-StagedModule)))):$kept"
            try { & $words[0] $words[1..($words.Count - 1)] 2>&1 | ForEach-Object { "$_" } } finally { $env:PSModulePath = $kept }
        }

        $null = New-CtBridge br0
        $null = New-CtNetIf db01 eth1 -Link br0 -NoDhcp
        Start-Ct db01
        $veth = (Get-CtNetIf db01 eth1).HostInterface
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'brings back at <_> what is lost' -ForEach ExecStart, ExecReload {
        Invoke-Tool ip link delete br0
        Invoke-Tool nft flush ruleset
        $said = Invoke-UnitLine $_
        $LASTEXITCODE | Should -Be 0 -Because "$said"
        $said -like '*Bringing up br0*' | Should -Not -BeNullOrEmpty
        Restore-CtNet -PassThru | Should -BeNullOrEmpty
        (Get-CtBridge br0).DhcpServerPid | Should -BeGreaterThan 0
        (Invoke-Tool nft list ruleset) -join ' ' | Should -Match masquerade
    }

    It 'brings back what can be when something cannot, and fails' {
        Invoke-Tool ip link set $veth nomaster
        $broken = "$env:CONTAINERNET_STATE/bridges/abr0.yml"
        'nat: perhaps' | Set-Content $broken
        try { $said = Invoke-UnitLine ExecStart; $code = $LASTEXITCODE } finally { Remove-Item $broken }
        $code | Should -Be 1
        "$said" | Should -Match 'abr0\.yml'
        (ip -j link show $veth | ConvertFrom-Json).master | Should -Be br0
    }
}
