# Operators of Pester's Should, in which a failure shows what was expected and what is there.
if (-not (Get-Command Add-ShouldOperator -ErrorAction Ignore)) {
    throw 'ContainerNet.Testing needs Pester 5 or later: Import-Module Pester first.'
}

# What can't be judged is an error: neither Should nor Should -Not passes.
function Stop-Judging([string] $Message) {
    throw [System.ArgumentException]::new($Message)
}

# The container, and the interface when one is meant, that is piped into Should: one, which exists, under its own name.
function Resolve-Subject($ActualValue, [switch] $AllowHost) {
    if ($ActualValue -is [System.Collections.IList]) {
        if ($ActualValue.Count -ne 1) {
            Stop-Judging "One container or interface is judged at a time, and there are $($ActualValue.Count): pipe them through ForEach-Object."
        }
        $ActualValue = $ActualValue[0]
    }

    if ($ActualValue -is [string]) { $container, $interface = $ActualValue -split '/', 2 }
    elseif ($null -ne $ActualValue) { $container, $interface = $ActualValue.Container, $ActualValue.Interface }
    if (-not $container) {
        $text = $null -eq $ActualValue ? '$null' : "'$ActualValue'"
        Stop-Judging "$text names no container: give a name, NAME/INTERFACE, or an object of Get-Ct or Get-CtNetIf."
    }

    if ($AllowHost -and $container -ceq 'host') { return @{ Container = 'host'; Text = 'host' } }
    $found = @(Get-Ct ([WildcardPattern]::Escape("$container")) -ErrorAction Stop)
    $exact = @($found | Where-Object Name -CEQ "$container") + $found | Select-Object -First 1
    $item = if ($interface) {
        @(Get-CtNetIf ([WildcardPattern]::Escape($exact.Name)) ([WildcardPattern]::Escape("$interface")) -ErrorAction Stop) |
            Where-Object Container -CEQ $exact.Name | Select-Object -First 1
    }
    @{
        Container = $exact.Name; Interface = $item.Name; Found = $exact
        Text = (@($exact.Name, $item.Name) | Where-Object { $_ }) -join '/'
    }
}

# An address, with or without a length, or a network.
function Resolve-Address($ExpectedValue) {
    $parsed = "$ExpectedValue" -as [ContainerNet.IPInterfaceAddress]
    if (-not $parsed) {
        Stop-Judging "'$ExpectedValue' is not an IP address: write ADDRESS or ADDRESS/LENGTH. Names are not looked up."
    }
    $parsed
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
function Invoke-Inside([hashtable] $Subject, [string[]] $Command) {
    if (-not (Get-Command $Command[0] -CommandType Application -ErrorAction Ignore)) {
        Stop-Judging "Without the program $($Command[0]) that can't be judged: install it."
    }

    $line = if ($Subject.Container -ceq 'host') { $Command } else {
        if ($Subject.Found.State -ne 'Running') { Stop-Judging "$($Subject.Container) does not run: start it first." }
        # A namespace container has a name to enter it by, an LXC container has an init.
        if ($Subject.Found.Runtime -eq 'NetNs') { @('ip', 'netns', 'exec', $Subject.Container) + $Command }
        else { @('nsenter', '--net', '--target', $Subject.Found.InitPid, '--') + $Command }
    }

    # An exit code is an answer here, whatever the user's session makes of it.
    $PSNativeCommandUseErrorActionPreference = $false
    $ErrorActionPreference = 'Continue'
    $lines = & $line[0] $line[1..($line.Count - 1)] 2>&1
    @{ ExitCode = $LASTEXITCODE; Text = ($lines | ForEach-Object { "$_" } | Where-Object { $_ }) -join '; ' }
}

# Should -HaveCtIp: in the desired state and, while the container runs, in its kernel.
function Test-HaveCtIp($ActualValue, $ExpectedValue, [switch] $Negate, [string] $Because) {
    $subject = Resolve-Subject $ActualValue
    $wanted = Resolve-Address $ExpectedValue
    $anyLength = "$ExpectedValue" -notmatch '/'
    $ips = @(Get-CtNetIfIp ([WildcardPattern]::Escape($subject.Container)) -ErrorAction Stop |
            Where-Object { $_.Container -ceq $subject.Container -and (-not $subject.Interface -or $_.Interface -ceq $subject.Interface) })
    $match = $ips | Where-Object {
        $_.Address.Equals($wanted) -or ($anyLength -and $_.Address.IPAddress.Equals($wanted.IPAddress))
    } | Select-Object -First 1

    $actual = "it has $(Join-List ($ips | ForEach-Object { $_.Address }) 'no address')."
    $has = [bool] $match
    if ($has -and $subject.Found.State -eq 'Running') {
        # -o: one address a line, so that its interface stands on it too.
        $seen = Invoke-Inside $subject @('ip', '-o', 'address', 'show', 'dev', $match.Interface)
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

# The route that the host's kernel takes to an address; null without one.
function Get-KernelRoute([string] $Family, [string] $Address) {
    $seen = Invoke-Inside @{ Container = 'host' } @('ip', '-o', $Family, 'route', 'get', $Address)
    if ($seen.ExitCode -eq 0) { ($seen.Text -split '\\')[0].Trim() }
    elseif ($seen.Text -notmatch 'unreachable|prohibited|Invalid argument') { Stop-Judging "The kernel can't be asked: $($seen.Text)" }
}

# Should -RouteTo: where the host's kernel sends packets to the first and the last address, and to whatever has a route of its own between.
function Test-RouteTo($ActualValue, $ExpectedValue, $Via, [switch] $Negate, [string] $Because) {
    $subject = Resolve-Subject $ActualValue
    $prefix = "$ExpectedValue"
    $network = (Resolve-Address $prefix).GetNetwork()
    $interfaces = @(Get-CtNetIf ([WildcardPattern]::Escape($subject.Container)) -ErrorAction Stop |
            Where-Object { $_.Container -ceq $subject.Container -and (-not $subject.Interface -or $_.Name -ceq $subject.Interface) })
    $family = if ($prefix -match ':') { '-6' } else { '-4' }
    $bytes = $network.BaseAddress.GetAddressBytes()
    for ($bit = $network.PrefixLength; $bit -lt 8 * $bytes.Count; $bit++) { $bytes[$bit -shr 3] = $bytes[$bit -shr 3] -bor (0x80 -shr ($bit -band 7)) }
    $asked = @($network.BaseAddress, [System.Net.IPAddress]::new($bytes)) | ForEach-Object { "$_" } | Select-Object -Unique
    $routes = @($asked | ForEach-Object { Get-KernelRoute $family $_ })
    $isRoutedWhole = $routes.Count -eq $asked.Count
    $within = (Invoke-Inside @{ Container = 'host' } @('ip', '-o', $family, 'route', 'show', 'root', "$network")).Text -split '; '
    $routes += @($within | Where-Object { $_ } | ForEach-Object { $_.Trim() })
    $mine = @($routes | Where-Object { $_ -match '\bdev (\S+)' -and $Matches[1] -cin $interfaces.HostInterface })
    $asWanted = @($mine | Where-Object { -not $Via -or $_ -match "\bvia $([regex]::Escape("$Via"))(\s|$)" })
    $has = $asWanted.Count -gt 0 -and $asWanted.Count -eq $routes.Count -and $isRoutedWhole

    $elsewhere = @($routes | Where-Object { $_ -notin $mine })
    $actual = if ($mine -and -not $elsewhere) { "it has$(if (-not $isRoutedWhole) { ' for a part of it only' }): $(($mine | Select-Object -Unique) -join '; ')." }
    elseif ($elsewhere) {
        $all = @(Get-CtNetIf)
        $owners = foreach ($route in $elsewhere | Select-Object -Unique) {
            $device = [regex]::Match($route, '\bdev (\S+)').Groups[1].Value
            $owner = $all | Where-Object HostInterface -CEQ $device | Select-Object -First 1
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
    $subject = Resolve-Subject $ActualValue -AllowHost
    $address = "$((Resolve-Address $ExpectedValue).IPAddress)"
    $family = if ($address -match ':') { '-6' } else { '-4' }
    if ($Port) {
        $command = @('timeout', "$TimeoutSeconds", 'bash', '-c', 'exec 3<>"/dev/tcp/$1/$2"', 'bash', $address, "$Port")
        $target = "$address port $Port"
    }
    else {
        $bind = if ($subject.Interface) { @('-I', $subject.Interface) }
        $command = @('ping', $family, '-n', '-c', '1', '-W', "$TimeoutSeconds") + $bind + $address
        $target = $address
    }

    $seen = Invoke-Inside $subject $command
    # ping(8): 1 is no answer, 2 any other error; bash has 1 for both, and timeout 124.
    $why = @($seen.Text -split '; ' | Where-Object { $_ -match 'unreachable|refused|denied|prohibited|100% packet loss|timed out|No route|not permitted' })
    $silent = $Port ? $seen.ExitCode -eq 124 : $seen.ExitCode -eq 1
    if ($seen.ExitCode -ne 0 -and -not $silent -and -not $why) { Stop-Judging "Whether $target answers can't be judged: $($seen.Text)" }
    $answer = if ($seen.ExitCode -eq 0) { 'it answered.' }
    elseif ($Port -and $silent) { "there was no answer in $TimeoutSeconds seconds." }
    else { "there was no answer: $(Join-List ($why | Select-Object -First 2) $seen.Text)." }

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
