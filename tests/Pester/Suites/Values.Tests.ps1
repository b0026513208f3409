# What is given counts, of every parameter and every way in: a value that can't be taken is an error that names it, also with -WhatIf,
# and nothing is done. PowerShell itself leaves an optional parameter unset when a value of the pipeline does not convert.
BeforeDiscovery {
    Import-Module $PSScriptRoot/../TestHost.psm1
    $samples = @{
        Container = 'db01'; Interface = 'eth0'; Name = 'eth0'; Address = '192.0.2.230'; Destination = '203.0.113.64/28'
        NewName = 'lan0'; NetworkStack = 'networkd'; Yaml = 'containers: {}'; Path = '/srv/no.yml'
    }
    $cases = foreach ($cmdlet in Get-Surface) {
        $own = (Get-OwnParameter $cmdlet.Command).Name
        foreach ($name in $own) {
            $set = $cmdlet.Command.ParameterSets | Where-Object { $_.Parameters.Name -contains $name } | Sort-Object IsDefault -Descending |
                Select-Object -First 1
            $parameter = $set.Parameters | Where-Object Name -EQ $name
            if ($parameter.ParameterType -in [switch], [psobject]) { continue }
            $with = @{}
            foreach ($other in $set.Parameters | Where-Object { $_.IsMandatory -and $_.Name -ne $name -and $_.Name -in $own }) {
                $with[$other.Name] = $other.ParameterType -eq [switch] ? $true : $samples[$other.Name]
            }
            if ($cmdlet.Name -like '*-CtBridge' -and $name -ne 'Name') { $with.Name = 'br0' }
            if ($cmdlet.Name -eq 'New-CtNetIf' -and $name -ne 'Name') { $with.Name = 'eth5' }
            if ($cmdlet.Name -eq 'New-Ct' -and $name -ne 'Name') { $with.Name = 'web02' }
            @{
                Cmdlet = $cmdlet.Name; Parameter = $name; With = $with
                Typed = @(($set.Parameters | Where-Object { -not $_.ValueFromPipelineByPropertyName }).Name)
                ByName = $parameter.ValueFromPipelineByPropertyName; Aliases = @($parameter.Aliases)
                MayBeEmpty = [bool] ($parameter.Attributes -match 'AllowEmptyCollection')
                List = $parameter.ParameterType.IsArray; WhatIf = $cmdlet.Command.Parameters.ContainsKey('WhatIf')
            }
        }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
    Initialize-ExampleHost
    $null = New-CtBridge br0 198.51.100.129/25 -NoDhcp -NoNat

    # What a call makes of the state, and the first error of it.
    function Invoke-Refused([scriptblock] $Call) {
        $before = (Export-CtNet) + (Get-CtBridge | Out-String) + (Get-CtNetOption | Out-String)
        $found = try { & $Call 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 } catch { $_ }
        (Export-CtNet) + (Get-CtBridge | Out-String) + (Get-CtNetOption | Out-String) | Should -BeExactly $before
        $found
    }
}

AfterAll {
    Clear-ExampleHost
}

Describe 'A value on the command line' -Tag Root {
    It 'that is nothing is refused: <Cmdlet> -<Parameter> $null, and an empty text or list' -ForEach $cases {
        $quiet = $WhatIf ? @{ Confirm = $false } : @{}
        $values = @($null; if ($Parameter -ne 'Yaml') { '' })
        foreach ($value in $values) {
            $all = $With + @{ $Parameter = $value } + $quiet
            $found = Invoke-Refused { & $Cmdlet @all }
            "$found" | Should -Match $Parameter -Because "the value was '$value'"
        }
        if ($List -and -not $MayBeEmpty) {
            $all = $With + @{ $Parameter = @() } + $quiet
            "$(Invoke-Refused { & $Cmdlet @all })" | Should -Match $Parameter
        }
    }
}

Describe 'A value of a row' -Tag Root {
    It 'that can''t be is an error that names it, -WhatIf or not: <Cmdlet> <Parameter>' -ForEach ($cases | Where-Object ByName) {
        # The arguments of a command may be any text.
        if ($Parameter -eq 'Init') { return }
        $bad = $Parameter -in 'Path', 'RootFs' ? '/no/such/value' : 'no/such:value'
        foreach ($column in @($Parameter) + $Aliases) {
            $cells, $given = @{ $column = $bad }, @{}
            foreach ($other in $With.Keys) { if ($other -in $Typed) { $given[$other] = $With[$other] } else { $cells[$other] = $With[$other] } }
            $row = [pscustomobject] $cells
            $found = Invoke-Refused { $row | & $Cmdlet @given }
            "$found" | Should -Match $bad -Because "it is the value of the column $column"
            if ($WhatIf) {
                (Invoke-Refused { $row | & $Cmdlet @given -WhatIf }).FullyQualifiedErrorId | Should -Be $found.FullyQualifiedErrorId
            }
        }
    }

    It 'of text that was read from a file means what the file says: <Text> is <Dhcp>' -ForEach @(
        @{ Text = 'True'; Dhcp = $true }, @{ Text = 'False'; Dhcp = $false }, @{ Text = 'no'; Dhcp = $false }, @{ Text = ''; Dhcp = $true }
    ) {
        $made = "Container,Name,Dhcp`ndb01,eth7,$Text" | ConvertFrom-Csv | New-CtNetIf
        $made.Dhcp | Should -Be $Dhcp
        Remove-CtNetIf db01 eth7 -Confirm:$false
    }

    It 'of text that is neither True nor False is an error' {
        $found = Invoke-Refused { "Container,Name,Dhcp`ndb01,eth7,maybe" | ConvertFrom-Csv | New-CtNetIf }
        "$found" | Should -BeLike "*'Dhcp'*maybe*"
    }

    It 'is set by Set-CtNetIf' {
        [pscustomobject] @{ Container = 'db01'; Name = 'eth0'; MaxRx = '10mbit'; MaxTx = '' } | Set-CtNetIf
        (Get-CtNetIf db01 eth0).MaxRx | Should -Be 10mbit
        Set-CtNetIf db01 eth0 -MaxRx unlimited
    }

    It 'counts under every name of its parameter' {
        [pscustomobject] @{ CtId = 'db01'; IfName = 'eth0'; HwAddr = '52:54:00:12:34:99'; Mtu = 1400 } | Set-CtNetIf
        Get-CtNetIf db01 eth0 | ForEach-Object { "$($_.MacAddress) $($_.Mtu)" } | Should -Be '52:54:00:12:34:99 1400'
        [pscustomobject] @{ Bridge = 'br0'; IPAddress = '198.51.100.130/25' } | Set-CtBridge
        "$((Get-CtBridge br0).Address)" | Should -Be '198.51.100.130/25'
        Set-CtBridge br0 -Address 198.51.100.129/25
    }

    It 'that an interface only shows is not set again' {
        $shown = Get-CtNetIf db01 eth0
        Set-CtNetIf db01 eth0 -MaxRx 20mbit
        $shown | Set-CtNetIf -MaxTx 5mbit
        Get-CtNetIf db01 eth0 | ForEach-Object { "$($_.MaxRx) $($_.MaxTx)" } | Should -Be '20mbit 5mbit'
        Set-CtNetIf db01 eth0 -MaxRx unlimited -MaxTx unlimited
    }
}

Describe 'A Set with nothing to set' -Tag Root {
    It 'is an error: <_>' -ForEach 'Set-CtNetIf db01 eth0', 'Set-CtBridge br0', 'Set-CtNetOption', 'Get-CtNetIf db01 eth0 | Set-CtNetIf' {
        (Invoke-Refused ([scriptblock]::Create($_))).FullyQualifiedErrorId | Should -BeLike 'NothingToSet,*'
    }
}

Describe '-ErrorAction Stop' -Tag Root {
    It 'ends with the first error, and what was before it is done: addresses' {
        { Add-CtNetIfIp db01 eth0 192.0.2.231, 192.0.2.200, 192.0.2.232 -ErrorAction Stop } | Should -Throw -ErrorId 'AddressInUse,*'
        Get-CtNetIfIp db01 eth0 | ForEach-Object { "$($_.Address)" } | Should -Be 192.0.2.20/25, 192.0.2.231/32
        Remove-CtNetIfIp db01 eth0 192.0.2.231
    }

    It 'ends with the first error, and what was before it is done: containers' {
        $null = New-Ct box01, box02
        { Start-Ct box01, nosuch, box02 -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
        (Get-Ct box*).State | Should -Be Running, Stopped
        Remove-Ct box01, box02 -Force -Confirm:$false
    }

    It 'is meant by the preference of a script too' {
        $ErrorActionPreference = 'Stop'
        { New-CtBridge br1, br0, br2 2001:db8:9::1/64 -NoDhcp -NoNat } | Should -Throw
        (Get-CtBridge br*).Name | Should -Be br0, br1
        Remove-CtBridge br1 -Confirm:$false
    }
}

Describe 'A script that is shown by -WhatIf' -Tag Root {
    It 'may go on with what it would have made, which is refused elsewhere' {
        $WhatIfPreference = $true
        $found = Invoke-Refused {
            New-Ct web09
            New-CtNetIf web09 eth0 -Via 198.51.100.40/30
            Add-CtNetIfIp web09 eth0 192.0.2.240
            Start-Ct web09
        }
        $found | Should -BeNullOrEmpty
        (Invoke-Refused { Add-CtNetIfIp web09 eth9 192.0.2.241 }).FullyQualifiedErrorId | Should -BeLike 'InterfaceNotFound,*'
        (Invoke-Refused { Start-Ct web10 }).FullyQualifiedErrorId | Should -BeLike 'ContainerNotFound,*'
    }
}
