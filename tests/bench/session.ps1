# The jobs as users do them: cmdlets in a PowerShell session. Prints a line a phase: R JOB.PHASE WHO COUNT WALL-MS CPU-MS.
param([string] $Job, [string] $Who, [int] $Count)

$ErrorActionPreference = 'Stop'
$root = [IO.Path]::GetFullPath("$PSScriptRoot/../..")
if (-not (Get-Module ContainerNet)) {
    Import-Module ([IO.Directory]::GetFiles("$root/output/Release/ContainerNet", 'ContainerNet.psd1', 'AllDirectories')[0])
}

# A second before each phase: the runtime recompiles in the background what the last one used much, and the kernel has
# work of its own to end. No phase pays for the one before.
function Measure-Phase([string] $Phase, [int] $Operations, [scriptblock] $Script) {
    [Threading.Thread]::Sleep(1000)
    $cpu = [Environment]::CpuUsage.TotalTime
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = & $Script
    $wall = $watch.Elapsed
    Write-Phase $Phase $Operations $wall.TotalMilliseconds ([Environment]::CpuUsage.TotalTime - $cpu).TotalMilliseconds
}

function Write-Phase([string] $Phase, [int] $Operations, [double] $Wall, [double] $Cpu = 0) {
    $line = 'R {0}.{1} {2} {3} {4:F3} {5:F3}' -f $Job, $Phase, $Who, $Operations, $Wall, $Cpu
    [Console]::Out.WriteLine($line)
}

# 10.1.0.0 and on, as every peer has them.
function Get-Nth([int] $Index) {
    '10.{0}.{1}.{2}' -f (1 + ($Index -shr 16)), (($Index -shr 8) -band 255), ($Index -band 255)
}

# A root file system just large enough to be known: files are rendered into it.
function New-Root([string] $Name) {
    $path = "$env:BENCH_FOLDER/roots/$Name"
    $null = [IO.Directory]::CreateDirectory("$path/etc/network")
    $null = [IO.Directory]::CreateDirectory("$path/sbin")
    [IO.File]::WriteAllText("$path/etc/os-release", "ID=debian`nVERSION_ID=`"12`"`n")
    [IO.File]::WriteAllText("$path/etc/network/interfaces", "source /etc/network/interfaces.d/*`n")
    [IO.File]::WriteAllText("$path/sbin/ifup", '')
    $path
}

# The first use of a cmdlet compiles what it needs: a phase that is meant warm is preceded by this.
function Initialize-Session {
    $null = New-Ct warm
    $null = New-CtNetIf warm eth0 -Via 10.99.0.0/30
    $null = Start-Ct warm
    foreach ($i in 1..5) { $null = Add-CtNetIfIp warm eth0 "192.0.2.$i/32" }
    $null = Get-CtNetIfIp warm eth0
    $null = Remove-CtNetIfIp warm eth0 -All
    $null = Stop-Ct warm
    $null = Remove-Ct warm -Confirm:$false
}

# Routed containers with an IP each.
function New-Container([string[]] $Names) {
    $null = New-Ct $Names
    $interfaces = foreach ($i in 0..($Names.Count - 1)) {
        [pscustomobject] @{ Container = "c$i"; Name = 'eth0'; Via = & $interconnect $i }
    }
    $null = $interfaces | New-CtNetIf
    $ips = foreach ($i in 0..($Names.Count - 1)) {
        [pscustomobject] @{ Container = "c$i"; Interface = 'eth0'; Address = "$(Get-Nth $i)/32" }
    }
    $null = $ips | Add-CtNetIfIp
    $null = Start-Ct $Names
}

# Every route of ContainerNet's on the host.
function Clear-Route {
    ip route flush table main proto 199
    if ($LASTEXITCODE) { throw 'ip route flush failed.' }
}

# Not what is measured: found by a look, and mended.
function Initialize-Look {
    $null = New-Ct warm
    $null = New-CtNetIf warm eth0 -Via 10.99.0.0/30
    $null = Add-CtNetIfIp warm eth0 192.0.2.1/32
    $null = Start-Ct warm
    foreach ($i in 1..5) {
        Clear-Route
        if (@(Test-CtNetIf).Count -ne 1) { throw 'The missing route is not found.' }
        $null = Restore-CtNet
    }
    $null = Stop-Ct warm
    $null = Remove-Ct warm -Confirm:$false
}

$interconnect = { param($i) '10.{0}.{1}.{2}/30' -f (100 + ($i -shr 14)), (($i -shr 6) -band 255), (($i -band 63) * 4) }

switch ($Job) {
    'live' {
        $null = New-Ct c0 -RootFs (New-Root c0)
        $null = New-CtNetIf c0 eth0 -Via 10.100.0.0/30
        $null = Start-Ct c0
        $ips = [string[]] @(foreach ($i in 0..($Count - 1)) { "$(Get-Nth $i)/32" })
        $null = Add-CtNetIfIp c0 eth0 192.0.2.1/32
        $null = Remove-CtNetIfIp c0 eth0 192.0.2.1/32
        if ($Who -eq 'cmdlet-pipe') {
            Measure-Phase add $Count { $ips | Add-CtNetIfIp c0 eth0 }
            Measure-Phase delete $Count { $ips | Remove-CtNetIfIp c0 eth0 }
        }
        else {
            Measure-Phase add $Count { Add-CtNetIfIp c0 eth0 $ips }
            Measure-Phase delete $Count { Remove-CtNetIfIp c0 eth0 $ips }
        }
        $null = Stop-Ct c0
    }
    'containers' {
        Initialize-Session
        $names = [string[]] @(foreach ($i in 0..($Count - 1)) { "c$i" })
        Measure-Phase create $Count { New-Ct $names }
        $interfaces = foreach ($i in 0..($Count - 1)) {
            [pscustomobject] @{ Container = "c$i"; Name = 'eth0'; Via = & $interconnect $i }
        }
        Measure-Phase interface $Count { $interfaces | New-CtNetIf }
        $ips = foreach ($i in 0..($Count - 1)) {
            [pscustomobject] @{ Container = "c$i"; Interface = 'eth0'; Address = "$(Get-Nth $i)/32" }
        }
        Measure-Phase ip $Count { $ips | Add-CtNetIfIp }
        Measure-Phase start $Count { Start-Ct $names }
        Measure-Phase stop $Count { Stop-Ct $names }
        Measure-Phase remove $Count { Remove-Ct $names -Confirm:$false }
    }
    'test' {
        Initialize-Look
        $names = [string[]] @(foreach ($i in 0..($Count - 1)) { "c$i" })
        New-Container $names
        Measure-Phase test $Count { if (Test-CtNetIf) { throw 'Not all is as it shall be.' } }
        $null = Stop-Ct $names
    }
    'restore' {
        Initialize-Look
        $names = [string[]] @(foreach ($i in 0..($Count - 1)) { "c$i" })
        New-Container $names
        Clear-Route
        Measure-Phase restore $Count { Restore-CtNet }
        if (-not (Test-CtNetIf -Quiet)) { throw 'Not all is as it shall be.' }
        $null = Stop-Ct $names
    }
    'get' {
        $null = New-Ct c0
        $null = New-CtNetIf c0 eth0 -Via 10.100.0.0/30
        $null = Get-CtNetIfIp c0 eth0
        $null = @(foreach ($i in 0..($Count - 1)) { "$(Get-Nth $i)/32" }) | Add-CtNetIfIp c0 eth0
        Measure-Phase get $Count { Get-CtNetIfIp c0 eth0 }
    }
    'get-json' {
        $Job = 'get'
        ip link add v0 type veth peer name v1
        [IO.File]::WriteAllLines("$env:BENCH_FOLDER/b", [string[]] @(
                foreach ($i in 0..($Count - 1)) { "addr add $(Get-Nth $i)/32 dev v0" }))
        ip -batch "$env:BENCH_FOLDER/b"
        $null = '[{"a":1}]' | ConvertFrom-Json
        Measure-Phase get $Count { (ip -json addr show dev v0 | ConvertFrom-Json).addr_info }
    }
    'one' {
        Initialize-Session
        $null = New-Ct c0
        $null = New-CtNetIf c0 eth0 -Via 10.100.0.0/30
        $null = Start-Ct c0
        $times = [Collections.Generic.List[double]]::new()
        foreach ($i in 0..($Count - 1)) {
            $ip = "$(Get-Nth $i)/32"
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $null = Add-CtNetIfIp c0 eth0 $ip
            $times.Add($watch.Elapsed.TotalMilliseconds)
        }

        $times.Sort()
        Write-Phase add 1 $times[[int] ($Count / 2)]
        $null = Stop-Ct c0
    }
    'store' {
        Initialize-Session
        $names = [string[]] @(foreach ($i in 0..($Count - 1)) { "c$i" })
        Measure-Phase create $Count { New-Ct $names }
        $interfaces = foreach ($i in 0..($Count * 2 - 1)) {
            [pscustomobject] @{ Container = "c$($i -shr 1)"; Name = "eth$($i -band 1)"; Via = & $interconnect $i }
        }
        Measure-Phase interface ($Count * 2) { $interfaces | New-CtNetIf }
        $ips = foreach ($i in 0..($Count * 10 - 1)) {
            $place = [Math]::Floor($i / 5)
            [pscustomobject] @{
                Container = "c$($place -shr 1)"; Interface = "eth$($place -band 1)"; Address = "$(Get-Nth $i)/32"
            }
        }
        Measure-Phase ip ($Count * 10) { $ips | Add-CtNetIfIp }

        # A new process has nothing in memory.
        . $PSScriptRoot/../Pester/PwshCommand.ps1
        $program, $words = @(Get-PwshCommand)
        & $program @words -NoProfile -File $PSCommandPath store-read $Who $Count
    }
    'store-read' {
        $Job = 'store'
        Measure-Phase get-cold $Count { Get-CtNetIf }
        Measure-Phase get-warm $Count { Get-CtNetIf }
        $null = Add-CtNetIfIp c3 eth0 192.0.2.1/32
        $times = [Collections.Generic.List[double]]::new()
        foreach ($i in 2..22) {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $null = Add-CtNetIfIp c3 eth0 "192.0.2.$i/32"
            $times.Add($watch.Elapsed.TotalMilliseconds)
        }

        $times.Sort()
        Write-Phase add 1 $times[10]
    }
}
