# What the test files share: the module as it ships, a host with containers on it, and looks at it with other tools.
$root = (Resolve-Path "$PSScriptRoot/../..").Path
$version = (Import-PowerShellDataFile "$root/ContainerNet.psd1").ModuleVersion
$modules = "$root/output/Release"
$modulePath = "$modules/ContainerNet/$version/ContainerNet.psd1"
if (($env:PSModulePath -split ':') -notcontains $modules) { $env:PSModulePath = "${modules}:$env:PSModulePath" }
Import-Module $modulePath -Global
. $PSScriptRoot/PwshCommand.ps1
. $PSScriptRoot/OwnHost.ps1

function Get-RepositoryRoot {
    $root
}

function Get-StagedModule {
    $modulePath
}

# The folder of a module that is shipped.
function Get-StagedFolder([string] $Name = 'ContainerNet') {
    "$modules/$Name/$version"
}

# The cmdlets, as data for -ForEach.
function Get-Surface {
    Get-Command -Module ContainerNet -CommandType Cmdlet | Sort-Object Name | ForEach-Object {
        @{ Name = $_.Name; Command = $_ }
    }
}

# The parameters of a cmdlet without the common ones.
function Get-OwnParameter([System.Management.Automation.CommandInfo] $Command, [switch] $WithRisk) {
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters
    if (-not $WithRisk) { $common += [System.Management.Automation.PSCmdlet]::OptionalCommonParameters }
    $Command.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object Name
}

# A host of the examples: a bridge, and three containers. It is made afresh, whatever was there.
function Initialize-ExampleHost {
    Clear-ExampleHost
    Invoke-Tool ip link add lxcbr0 type bridge
    Invoke-Tool ip address add 192.0.2.1/25 dev lxcbr0
    Invoke-Tool ip address add 2001:db8:b::1/64 dev lxcbr0 nodad
    Invoke-Tool ip link set lxcbr0 up

    # web01 runs, and is routed.
    $null = New-Ct web01
    New-CtNetIf web01 eth0 -Via 198.51.100.0/30, 2001:db8:100::/126 |
        Add-CtNetIfIp 192.0.2.200/32, 192.0.2.201/32, 2001:db8:1::200/128 -PassThru |
        Add-CtNetIfRoute 203.0.113.0/28, 2001:db8:2:1::/64
    Start-Ct web01

    # db01 is stopped, and is a port of the bridge.
    $null = New-Ct db01
    New-CtNetIf db01 eth0 -Link lxcbr0 -NoDhcp | Add-CtNetIfIp 192.0.2.20/25

    # app01 is stopped, and has a root file system.
    New-RootFs /srv/app01
    $null = New-Ct app01 -RootFs /srv/app01
    New-CtNetIf app01 eth0 -Via 198.51.100.8/30 | Add-CtNetIfIp 192.0.2.210/32
}

function Clear-ExampleHost {
    $present = Get-Ct
    if ($present) { $present | Remove-Ct -Force -Confirm:$false }
    $bridges = Get-CtBridge | Where-Object Managed
    if ($bridges) { $bridges | Remove-CtBridge -Force -Confirm:$false }
    Set-CtNetOption -InterconnectPoolV4 10.100.0.0/16 -InterconnectPoolV6 fd00:c7::/64 -DefaultBridge lxcbr0 -ForwardAccept:$false
    if (Test-Path /sys/class/net/lxcbr0) { Invoke-Tool ip link delete lxcbr0 }
    if (Test-Path /srv/app01) { Remove-Item /srv/app01 -Recurse -Force }
}

# As much of a Debian with ifupdown as it takes to be known as one.
function New-RootFs([string] $Path) {
    $null = New-Item -ItemType Directory -Force "$Path/etc/network/interfaces.d", "$Path/sbin", "$Path/usr/sbin", "$Path/etc/init.d"
    "ID=debian`nVERSION_ID=""12""`n" | Set-Content "$Path/etc/os-release" -NoNewline
    "12.0`n" | Set-Content "$Path/etc/debian_version" -NoNewline
    "auto lo`niface lo inet loopback`n`nsource /etc/network/interfaces.d/*`n" | Set-Content "$Path/etc/network/interfaces" -NoNewline
    foreach ($tool in 'sbin/ifup', 'sbin/ifquery', 'etc/init.d/networking') {
        "#!/bin/sh`n" | Set-Content "$Path/$tool" -NoNewline
        chmod 755 "$Path/$tool"
    }
}

# As much of an LXC container as it takes to be found.
function New-LxcContainer([string] $Name) {
    $folder = "$env:CONTAINERNET_LXCPATH/$Name"
    New-RootFs "$folder/rootfs"
    "lxc.uts.name = $Name`nlxc.rootfs.path = dir:$folder/rootfs`n" | Set-Content "$folder/config" -NoNewline
}

# Runs a tool that must succeed, and gives its lines. No parameters of its own: they would take the tool's -n for -Name.
function Invoke-Tool {
    $name, $rest = $args
    $rest = @($rest)
    $lines = & $name @rest 2>&1
    if ($LASTEXITCODE -ne 0) { throw "$args failed: $lines" }
    $lines
}

# Runs a script that would go on for ever for some time, and stops it as Ctrl-C does. Its errors are thrown.
function Invoke-ForAWhile([Parameter(Mandatory)] [string] $Script, [int] $Milliseconds = 1500) {
    $shell = [powershell]::Create()
    try {
        $null = $shell.AddScript("Import-Module '$modulePath'; $Script")
        $running = $shell.BeginInvoke()
        if (-not $running.AsyncWaitHandle.WaitOne($Milliseconds)) { $shell.Stop() }
        if ($shell.Streams.Error.Count -gt 0) { throw $shell.Streams.Error[0] }
    }
    finally {
        $shell.Dispose()
    }
}

# What Tab would offer at the end of a line.
function Complete([string] $Line) {
    ([System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, @{})).CompletionMatches |
        ForEach-Object CompletionText
}

# Runs a script in a pwsh of its own, with a network of its own when asked, and gives its lines and its exit code. What it
# starts on a host of its own ends with it.
function Invoke-Pwsh([Parameter(Mandatory)] [string] $Script, [switch] $OwnHost) {
    $work = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "containernet-$([guid]::NewGuid().ToString('n'))")
    try {
        $Script | Set-Content "$work/script.ps1"
        $line = @(
            if ($OwnHost) { Get-OwnHostCommand $work }
            Get-PwshCommand
            '-NoProfile', '-NonInteractive', '-File', "$work/script.ps1"
        )
        if ($OwnHost) { Push-Location $work }
        $lines = & $line[0] $line[1..($line.Count - 1)] 2>&1 | ForEach-Object { "$_" }
        [pscustomobject]@{ Lines = @($lines); Text = $lines -join "`n"; ExitCode = $LASTEXITCODE }
    }
    finally {
        if ($OwnHost) { Pop-Location }
        Remove-Item $work -Recurse -Force
    }
}

Export-ModuleMember -Function *
