# A culture changes nothing: not what is read, not what is shown, not what is written for other programs.
BeforeDiscovery {
    $cultures = 'tr-TR', 'de-DE', 'ar-SA', 'fa-IR'
    $looks = @(
        @{ Look = 'tables'; Do = { Get-Ct; Get-CtNetIf; Get-CtNetIfIp; Get-CtNetIfRoute; Get-CtBridge; Get-CtNetOption | Out-String -Width 120 } }
        @{ Look = 'lists'; Do = { Get-CtNetIf | Format-List | Out-String -Width 120 } }
        @{ Look = 'a rate'; Do = { [ContainerNet.CtNetIfRate] @{
                    Container = 'web01'; Interface = 'eth0'; Interval = [timespan]::FromSeconds(1.5); Time = [datetimeoffset] '2024-05-06T07:08:09Z'
                    RxBytesPerSecond = 1234567.8; TxBytesPerSecond = 0.5; RxPacketsPerSecond = 1234.5; TxPacketsPerSecond = 0.1
                } | Format-Table | Out-String -Width 120 } }
        @{ Look = 'counters'; Do = { [ContainerNet.CtNetIfStatistics] @{
                    Container = 'web01'; Interface = 'eth0'; Time = [datetimeoffset] '2024-05-06T07:08:09Z'
                    RxBytes = 1234567890; TxBytes = 1536; RxPackets = 12345; TxPackets = 1; RxErrors = 0; TxErrors = 0; RxDropped = 0; TxDropped = 0
                } | Format-Table | Out-String -Width 120 } }
        @{ Look = 'JSON'; Do = { Get-CtNetIf | ConvertTo-Json -Depth 3 -WarningAction Ignore } }
        @{ Look = 'CSV'; Do = { Get-CtNetIfIp | ConvertTo-Csv; Get-CtNetIfRoute | ConvertTo-Csv } }
        @{ Look = 'the document'; Do = { Export-CtNet } }
        @{ Look = 'files'; Do = { Get-CtNetConfig | ForEach-Object { $_.Path, $_.Content } } }
        @{ Look = 'values'; Do = {
                [ContainerNet.BitRate]::Parse('1.5mbit').BitsPerSecond; "$([ContainerNet.BitRate]::Parse('1.5MBIT'))"; "$([ContainerNet.BitRate] '12500000')"
                [ContainerNet.CtNetIfType] 'BRIDGE'; [ContainerNet.CtState] 'RUNNING'; "$([ContainerNet.MacAddress]::Parse('52:54:00:AB:CD:EF'))"
                "$([ContainerNet.InterconnectChoice]::Parse('AUTO'))"
            }
        }
    )
    $cases = foreach ($culture in $cultures) { foreach ($look in $looks) { $look + @{ Culture = $culture } } }
}

BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1

    function Invoke-In([string] $Culture, [scriptblock] $Script) {
        $kept = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = [cultureinfo]::new($Culture)
            (& $Script | Out-String -Width 120).Trim()
        }
        finally {
            [cultureinfo]::CurrentCulture = $kept
        }
    }
}

Describe 'A culture' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
        Set-CtNetIf web01 eth0 -MaxTx 1.5mbit -MaxRx 12500000
    }

    AfterAll {
        Clear-ExampleHost
    }

    It '<Culture> changes nothing of <Look>' -ForEach $cases {
        $expected = Invoke-In '' $Do
        $expected | Should -Not -BeNullOrEmpty
        Invoke-In $Culture $Do | Should -BeExactly $expected
    }

    It '<_> changes nothing of what is done' -ForEach 'tr-TR', 'de-DE' {
        Invoke-In $_ {
            Set-CtNetIf db01 eth0 -MaxTx 2.5Mbit -Mtu 1400
            Add-CtNetIfIp db01 eth0 192.0.2.21/25
            $text = Export-CtNet db01
            Remove-CtNetIfIp db01 eth0 192.0.2.21
            Set-CtNetIf db01 eth0 -MaxTx unlimited
            $text | Import-CtNet
            Start-Ct db01
            "$((Get-CtNetIf db01 eth0).MaxTx)", @(Get-CtNetIfIp db01).Count, (Test-CtNetIf -Quiet) -join ' '
            Stop-Ct db01
            Remove-CtNetIfIp db01 eth0 192.0.2.21
        } | Should -BeExactly '2500kbit 2 True'
    }
}
