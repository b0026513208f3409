# Operators of Pester's Should, in which a failure shows what was expected and what is there.
if (-not (Get-Command Add-ShouldOperator -ErrorAction Ignore)) {
    throw 'ContainerNet.Testing needs Pester 5 or later: Import-Module Pester first.'
}

# The container, and the interface when one is meant, of what stands before Should.
function Resolve-Subject($ActualValue) {
    if ($ActualValue -is [string]) {
        $container, $interface = $ActualValue -split '/', 2
        return @{ Container = $container; Interface = $interface; Text = $ActualValue }
    }

    $container = $ActualValue.Container
    $interface = $ActualValue.Interface
    if (-not $container) {
        throw [System.ArgumentException]::new(
            "'$ActualValue' names no container: give a name, NAME/INTERFACE, or an object of Get-Ct or Get-CtNetIf.")
    }

    @{ Container = $container; Interface = $interface; Text = (@($container, $interface) | Where-Object { $_ }) -join '/' }
}

function New-Verdict([bool] $Succeeded, [bool] $Negate, [string] $Expected, [string] $Actual, [string] $Because) {
    $reason = if ($Because) { ", because $($Because -replace '^because\s+', '')" }
    $passed = $Succeeded -xor $Negate
    $message = if (-not $passed) { "Expected $Expected$reason, but $Actual" }
    [pscustomobject]@{
        Succeeded      = $passed
        FailureMessage = $message
        ExpectResult   = @{ Actual = $Actual; Expected = $Expected; Because = $Because }
    }
}

function Join-List([object[]] $Items, [string] $Empty) {
    if ($Items) { $Items -join ', ' } else { $Empty }
}

# Runs a tool inside a container, or on the host, and gives its exit code and its lines.
function Invoke-Inside([string] $Container, [string[]] $Command) {
    $line = if ($Container -eq 'host') { $Command } else {
        $found = Get-Ct $Container -ErrorAction Stop
        if ($found.State -ne 'Running') { return @{ ExitCode = -1; Text = "$Container does not run" } }
        # A namespace container has a name to enter it by, an LXC container has an init.
        if ($found.Runtime -eq 'NetNs') { @('ip', 'netns', 'exec', $Container) + $Command }
        else { @('nsenter', '--net', '--target', $found.InitPid, '--') + $Command }
    }

    # An exit code is an answer here, whatever the user's session makes of it.
    $PSNativeCommandUseErrorActionPreference = $false
    $ErrorActionPreference = 'Continue'
    $lines = & $line[0] $line[1..($line.Count - 1)] 2>&1
    @{ ExitCode = $LASTEXITCODE; Text = ($lines | ForEach-Object { "$_" } | Where-Object { $_ }) -join '; ' }
}

# Should -HaveCtIp: asked for, and, while the container runs, in its kernel.
function Test-HaveCtIp($ActualValue, $ExpectedValue, [switch] $Negate, [string] $Because) {
    $subject = Resolve-Subject $ActualValue
    $wanted = [ContainerNet.IPInterfaceAddress]::Parse("$ExpectedValue")
    $anyLength = "$ExpectedValue" -notmatch '/'
    $ips = @(Get-CtNetIfIp $subject.Container -ErrorAction Stop |
            Where-Object { -not $subject.Interface -or $_.Interface -ceq $subject.Interface })
    $match = $ips | Where-Object {
        $_.Address.Equals($wanted) -or ($anyLength -and $_.Address.IPAddress.Equals($wanted.IPAddress))
    } | Select-Object -First 1

    $actual = "it has $(Join-List ($ips | ForEach-Object { $_.Address }) 'no address')."
    $has = [bool] $match
    if ($has -and (Get-Ct $subject.Container).State -eq 'Running') {
        # -o: one address a line, so that its interface stands on it too.
        $seen = Invoke-Inside $subject.Container @('ip', '-o', 'address', 'show', 'dev', $match.Interface)
        $inKernel = $seen.Text -match "\sinet6?\s$([regex]::Escape("$($match.Address)"))\s"
        # ip leaves the length of a host address with a peer away; both forms are the same address.
        if (-not $inKernel) {
            $has = $false
            $actual = "it was asked for, and the kernel of $($subject.Container) does not have it on $($match.Interface): $($seen.Text)"
        }
    }

    $not = if ($Negate) { 'not ' }
    New-Verdict $has $Negate "$($subject.Text) ${not}to have the address $ExpectedValue" $actual $Because
}

# Should -RouteTo: what the host's kernel would do with a packet to the prefix.
function Test-RouteTo($ActualValue, $ExpectedValue, $Via, [switch] $Negate, [string] $Because) {
    $subject = Resolve-Subject $ActualValue
    $prefix = "$ExpectedValue"
    $interfaces = @(Get-CtNetIf $subject.Container -ErrorAction Stop |
            Where-Object { -not $subject.Interface -or $_.Name -ceq $subject.Interface })
    $seen = Invoke-Inside host @('ip', $(if ($prefix -match ':') { '-6' } else { '-4' }), 'route', 'show', 'exact', $prefix)
    $routes = @($seen.Text -split '; ' | Where-Object { $_ } | ForEach-Object { $_.Trim() })
    $mine = @($routes | Where-Object { $_ -match '\bdev (\S+)' -and $Matches[1] -cin $interfaces.HostInterface })
    $has = if ($Via) { [bool] @($mine | Where-Object { $_ -match "\bvia $([regex]::Escape("$Via"))\s" }).Count }
    else { $mine.Count -gt 0 }

    $actual = if ($mine) { "it has: $($mine -join '; ')." }
    elseif ($routes) {
        $owners = foreach ($route in $routes) {
            $device = [regex]::Match($route, '\bdev (\S+)').Groups[1].Value
            $owner = Get-CtNetIf | Where-Object HostInterface -CEQ $device | Select-Object -First 1
            if ($owner) { "$route ($($owner.Container)/$($owner.Name))" } else { $route }
        }
        "it sends it elsewhere: $($owners -join '; ')."
    }
    else { 'it has no such route.' }

    $not = if ($Negate) { 'not ' }
    $through = if ($Via) { " via $Via" }
    New-Verdict $has $Negate "the host ${not}to route $prefix to $($subject.Text)$through" $actual $Because
}

# Should -Reach: an echo request that is answered, or a connection that is accepted.
function Test-Reach($ActualValue, $ExpectedValue, [int] $Port, [int] $TimeoutSeconds = 2, [switch] $Negate, [string] $Because) {
    $subject = Resolve-Subject $ActualValue
    $address = "$ExpectedValue" -replace '/\d+$'
    $parsed = [System.Net.IPAddress]::Parse($address)
    $family = if ($parsed.AddressFamily -eq 'InterNetworkV6') { '-6' } else { '-4' }
    if ($Port) {
        $command = @('timeout', "$TimeoutSeconds", 'bash', '-c', 'exec 3<>"/dev/tcp/$1/$2"', 'bash', $address, "$Port")
        $target = "$address port $Port"
    }
    else {
        $bind = if ($subject.Interface) { @('-I', $subject.Interface) }
        $command = @('ping', $family, '-n', '-c', '1', '-W', "$TimeoutSeconds") + $bind + $address
        $target = $address
    }

    $seen = Invoke-Inside $subject.Container $command
    $answer = if ($seen.ExitCode -eq 0) { 'it answered.' }
    elseif ($Port -and $seen.ExitCode -eq 124) { "there was no answer in $TimeoutSeconds seconds." }
    else {
        $why = $seen.Text -split '; ' | Where-Object { $_ -match 'unreachable|refused|denied|prohibited|not run|100% packet loss|connect|sendmsg' }
        "there was no answer: $(Join-List ($why | Select-Object -First 2) $seen.Text)."
    }

    $not = if ($Negate) { 'not ' }
    New-Verdict ($seen.ExitCode -eq 0) $Negate "$($subject.Text) ${not}to reach $target" $answer $Because
}

# Pester keeps operators for as long as it is loaded: a second import finds them there.
$known = (Get-ShouldOperator).Name
foreach ($name in 'HaveCtIp', 'RouteTo', 'Reach') {
    if ($name -notin $known) {
        Add-ShouldOperator -Name $name -InternalName "Test-$name" -Test (Get-Item "function:Test-$name").ScriptBlock
    }
}
