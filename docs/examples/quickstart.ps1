# A routed and a bridged container from nothing, reached by their IPs. Run it by quickstart.sh, which gives it a
# network namespace of its own as the host: nothing of the machine's network is seen or touched.
$ErrorActionPreference = 'Stop'
Import-Module ContainerNet
$failures = 0

function Test-Reach([string] $What, [scriptblock] $Try) {
    & $Try | Out-Null
    $ok = $LASTEXITCODE -eq 0
    if (-not $ok) { $script:failures++ }
    '{0,-8} {1}' -f $(if ($ok) { 'reached' } else { 'FAILED' }), $What
}

try {
    # The host: a bridge, as a machine that runs containers has one, and an address of its own.
    ip link set lo up
    ip address add 203.0.113.1/32 dev lo
    ip link add br0 type bridge
    ip address add 192.0.2.1/25 dev br0
    ip link set br0 up

    # A routed container: its IPs are reached over an interconnecting network, v4 and v6.
    New-Ct web01 | Out-Null
    New-CtNetIf web01 eth0 -Via 198.51.100.0/30, 2001:db8:100::/126 | Out-Null
    Add-CtNetIfIp web01 eth0 192.0.2.200/32, 192.0.2.201/32, 2001:db8:1::200/128

    # A bridged one, with a static address and the bridge's as its gateway.
    New-Ct db01 | Out-Null
    New-CtNetIf db01 eth0 -Link br0 -NoDhcp | Out-Null
    Add-CtNetIfIp db01 eth0 192.0.2.20/25

    Start-Ct web01, db01

    'Containers:'
    Get-Ct | Format-Table
    'Interfaces:'
    Get-CtNetIf | Format-Table
    'IPs:'
    Get-CtNetIfIp | Format-Table

    'Packets:'
    foreach ($ip in Get-CtNetIfIp | ForEach-Object Address) {
        Test-Reach "$($ip.IPAddress) from the host" { ping -c 1 -W 2 $ip.IPAddress }
    }

    # A connection from the container shows the host which source address it has: the first IP.
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Parse('203.0.113.1'), 8080)
    $listener.Start()
    Test-Reach 'the host from web01' { ip netns exec web01 bash -c 'exec 3<>/dev/tcp/203.0.113.1/8080' }
    $client = $listener.AcceptTcpClient()
    $source = $client.Client.RemoteEndPoint.Address
    "         and the host saw it come from $source"
    if ("$source" -ne '192.0.2.200') { $failures++ }
    $client.Dispose()
    $listener.Stop()

    # IPs come and go while the container runs; the next one takes over as the source.
    Remove-CtNetIfIp web01 eth0 192.0.2.200
    Add-CtNetIfIp web01 eth0 192.0.2.202/32
    Test-Reach '192.0.2.202, added while web01 runs' { ping -c 1 -W 2 192.0.2.202 }
    'The default route of web01 now:'
    ip netns exec web01 ip route show default
}
finally {
    Get-Ct | Remove-Ct -Force -Confirm:$false
}

if ($failures -gt 0) {
    "$failures checks failed."
    exit 1
}

'All of it worked, and all of it is gone again.'
exit 0
