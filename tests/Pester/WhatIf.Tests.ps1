# -WhatIf changes nothing, of any cmdlet that has it: not the state, not the kernel, not the files.
BeforeDiscovery {
    Import-Module $PSScriptRoot/TestHost.psm1
    $lines = @{
        'Add-CtNetIfIp'        = 'Add-CtNetIfIp web01 eth0 192.0.2.230/32'
        'Add-CtNetIfRoute'     = 'Add-CtNetIfRoute web01 eth0 203.0.113.64/28'
        'New-Ct'               = 'New-Ct web02'
        'New-CtBridge'         = 'New-CtBridge br1 198.51.100.129/25'
        'New-CtNetIf'          = 'New-CtNetIf db01 eth1 -Via 198.51.100.4/30'
        'Remove-Ct'            = 'Remove-Ct web01 -Force'
        'Remove-CtBridge'      = 'Remove-CtBridge br0'
        'Remove-CtNetIf'       = 'Remove-CtNetIf db01 eth0'
        'Remove-CtNetIfIp'     = 'Remove-CtNetIfIp web01 eth0 -All'
        'Remove-CtNetIfRoute'  = 'Remove-CtNetIfRoute web01 eth0 203.0.113.0/28'
        'Rename-CtNetIf'       = 'Rename-CtNetIf db01 eth0 lan0'
        'Repair-CtNetIf'       = 'Repair-CtNetIf web01'
        'Restore-CtNet'        = 'Restore-CtNet'
        'Set-Ct'               = 'Set-Ct app01 -NetworkStack networkd'
        'Set-CtBridge'         = 'Set-CtBridge br0 -Mtu 1400'
        'Set-CtNetIf'          = 'Set-CtNetIf web01 eth0 -MaxTx 10mbit'
        'Set-CtNetOption'      = 'Set-CtNetOption -DefaultBridge br1'
        'Start-Ct'             = 'Start-Ct db01'
        'Stop-Ct'              = 'Stop-Ct web01'
        'Update-CtNetConfig'   = 'Update-CtNetConfig app01'
        'Export-CtNet'         = 'Export-CtNet -Path /srv/all.yml'
        'Import-CtNet'         = '(Export-CtNet) -replace ''192.0.2.200/32'', ''192.0.2.199/32'' | Import-CtNet'
    }
    $cases = Get-Surface | Where-Object { $_.Command.Parameters.ContainsKey('WhatIf') } | ForEach-Object {
        @{ Name = $_.Name; Line = $lines[$_.Name] }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/TestHost.psm1

    # Everything that a cmdlet could change, as text.
    function Get-World {
        # Timers run on, and the kernel makes a link-local address, with its routes, in the first seconds of a link.
        Get-Everything | Where-Object { $_ -notmatch 'fe80:|anycast' } | ForEach-Object { $_ -replace '_timer\s+\S+' }
    }

    function Get-Everything {
        Get-ChildItem $env:CONTAINERNET_STATE, /srv -Recurse -File | Sort-Object FullName | ForEach-Object {
            # The index is rebuilt by whoever reads.
            if ($_.Name -notlike '*index*') { "$($_.FullName) $((Get-FileHash $_.FullName).Hash)" }
        }
        Invoke-Tool ip -d link show
        Invoke-Tool ip address show
        Invoke-Tool ip route show table all
        Invoke-Tool ip netns list
        foreach ($name in (Get-ChildItem /run/netns).Name) {
            Invoke-Tool ip -n $name address show
            Invoke-Tool ip -n $name route show
        }
    }
}

Describe '-WhatIf of <Name>' -Tag Root -ForEach $cases {
    BeforeAll {
        Initialize-ExampleHost
        $null = New-CtBridge br0 198.51.100.129/25
        # Something for Repair-CtNetIf, Restore-CtNet and Update-CtNetConfig to do.
        Invoke-Tool ip route delete 192.0.2.200/32
        Remove-Item /srv/app01/etc/network/interfaces.d/*
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'has a line in this file' {
        $Line | Should -Not -BeNullOrEmpty
    }

    It 'changes nothing and writes nothing' {
        $before = Get-World
        $written = & ([scriptblock]::Create("$Line -WhatIf"))
        $written | Should -BeNullOrEmpty
        (Get-World) -join "`n" | Should -BeExactly ($before -join "`n")
    }

    It 'says what would be done in words of the command' {
        $told = Invoke-Pwsh "Import-Module '$(Get-StagedModule)'; $Line -WhatIf"
        $told.Lines | Should -Not -BeNullOrEmpty
        $told.Lines | ForEach-Object { $_ | Should -MatchExactly '^What if: Performing the operation "[A-Z].+" on target "[^"]*[^"/]"\.$' }
    }

    It 'asks the kernel for nothing but lists, and the real thing for more' {
        $asked = {
            $DebugPreference = 'Continue'
            & ([scriptblock]::Create($args[0])) 5>&1 3>$null | ForEach-Object { "$_" } |
                Where-Object { $_ -match 'netlink > #\d+: (?!list |get )' }
        }
        & $asked "$Line -WhatIf" | Should -BeNullOrEmpty
        # What is the kernel's business at all.
        if ($Name -in 'Add-CtNetIfIp', 'Remove-CtNetIfIp', 'Start-Ct', 'Stop-Ct', 'Repair-CtNetIf') {
            & $asked "$Line -Confirm:`$false" | Should -Not -BeNullOrEmpty
        }
    }
}
