# A DSC resource for an interface of a container. A property that is not given is left as it is.

# A class can't name a type that is loaded only with the module: these functions stand between.
function ConvertTo-AddressText([string] $Text) { "$([ContainerNet.IPInterfaceAddress]::Parse($Text))" }
function ConvertTo-NetworkText([string] $Text) { "$([ContainerNet.IPInterfaceAddress]::Parse($Text).GetNetwork())" }
function ConvertTo-PrefixText([string] $Text) { "$([ContainerNet.Prefix]::Parse($Text))" }
function ConvertTo-RateText([string] $Text) { "$([ContainerNet.BitRate]::Parse($Text))" }

# What the host end of an interface is connected to.
enum CtNetIfKind {
    Bridge
    Routed
}

[DscResource()]
class CtNetIf {
    # The container, which must exist.
    [DscProperty(Key)]
    [string] $Container

    # The interface's name inside the container.
    [DscProperty(Key)]
    [string] $Name

    # Whether the interface should exist.
    [DscProperty()]
    [bool] $_exist = $true

    # Bridge or Routed; what it is cannot change while the container runs.
    [DscProperty()]
    [System.Nullable[CtNetIfKind]] $Type

    # The bridge.
    [DscProperty()]
    [string] $Link

    # The interconnecting networks.
    [DscProperty()]
    [string[]] $Via

    # Whether the container asks a DHCP server.
    [DscProperty()]
    [System.Nullable[bool]] $Dhcp

    # The gateways: auto, none, or an address.
    [DscProperty()]
    [string] $GatewayV4

    [DscProperty()]
    [string] $GatewayV6

    # The hardware address.
    [DscProperty()]
    [string] $MacAddress

    # The name of the host's end; auto for one that ContainerNet makes.
    [DscProperty()]
    [string] $HostInterface

    # The MTU in bytes.
    [DscProperty()]
    [System.Nullable[int]] $Mtu

    # The limits: 100mbit, unlimited.
    [DscProperty()]
    [string] $MaxTx

    [DscProperty()]
    [string] $MaxRx

    # All addresses, in the order in which they are used as sources.
    [DscProperty()]
    [string[]] $Addresses

    # All prefixes routed to it beside those of its addresses: PREFIX, or PREFIX via ADDRESS.
    [DscProperty()]
    [string[]] $Routes

    [CtNetIf] Get() {
        $actual = [CtNetIf]::new()
        $actual.Container = $this.Container
        $actual.Name = $this.Name
        $found = $this.Find()
        if (-not $found) {
            $actual._exist = $false
            return $actual
        }

        return [CtNetIf]::FromInterface($found)
    }

    [bool] Test() {
        $actual = $this.Get()
        if (-not $this._exist -or -not $actual._exist) { return $this._exist -eq $actual._exist }
        if ($this.DifferentSettings($actual).Count -gt 0) { return $false }
        if ($null -ne $this.Type -and $this.Type -ne $actual.Type) { return $false }
        if ($null -ne $this.Addresses) {
            $wanted = [CtNetIf]::InOrder($this.Addresses)
            if (($wanted -join ' ') -cne ([CtNetIf]::InOrder($actual.Addresses) -join ' ')) { return $false }
        }

        if ($null -ne $this.Routes) {
            $wanted = $this.WantedRoutes() | Sort-Object
            if (($wanted -join '|') -cne (($actual.Routes | Sort-Object) -join '|')) { return $false }
        }

        # The kernel and the files must be in the desired state too.
        return Test-CtNetIf $this.Container $this.Name -Quiet -ErrorAction Stop
    }

    [void] Set() {
        $ErrorActionPreference = 'Stop'
        $actual = $this.Get()
        if (-not $this._exist) {
            if ($actual._exist) { Remove-CtNetIf $this.Container $this.Name -Confirm:$false }
            return
        }

        if ($actual._exist -and $null -ne $this.Type -and $this.Type -ne $actual.Type) {
            Remove-CtNetIf $this.Container $this.Name -Confirm:$false
            $actual._exist = $false
        }

        if (-not $actual._exist) { $this.Make() }
        $settings = $this.DifferentSettings($this.Get())
        if ($settings.Count -gt 0) { Set-CtNetIf $this.Container $this.Name @settings }
        if ($null -ne $this.Addresses) { $this.SetAddresses() }
        if ($null -ne $this.Routes) { $this.SetRoutes() }
        Repair-CtNetIf $this.Container $this.Name
    }

    static [CtNetIf[]] Export() {
        return [CtNetIf]::Export([CtNetIf]::new())
    }

    # Those that have what the filter names: Container, Name, Type, Link.
    static [CtNetIf[]] Export([CtNetIf] $filter) {
        $found = Get-CtNetIf | Where-Object {
            $_.Managed -and
            (-not $filter.Container -or $_.Container -ceq $filter.Container) -and
            (-not $filter.Name -or $_.Name -ceq $filter.Name) -and
            ($null -eq $filter.Type -or "$($_.Type)" -eq "$($filter.Type)") -and
            (-not $filter.Link -or $_.Link -ceq $filter.Link)
        }
        return @($found | ForEach-Object { [CtNetIf]::FromInterface($_) })
    }

    hidden [object] Find() {
        return Get-CtNetIf $this.Container -ErrorAction Ignore | Where-Object Name -CEQ $this.Name
    }

    hidden static [CtNetIf] FromInterface([object] $found) {
        $result = [CtNetIf]::new()
        $result.Container = $found.Container
        $result.Name = $found.Name
        $result.Type = "$($found.Type)"
        $result.Link = $found.Link
        $result.Via = @($found.Via | ForEach-Object { "$_" })
        $result.Dhcp = $found.Dhcp
        $result.GatewayV4 = "$($found.GatewayV4)"
        $result.GatewayV6 = "$($found.GatewayV6)"

        # What nobody asked for is shown, and is nobody's wish.
        $chosen = "$($found.Auto)" -split ', '
        if ('MacAddress' -notin $chosen) { $result.MacAddress = "$($found.MacAddress)" }
        $result.HostInterface = if ('HostInterface' -in $chosen) { 'auto' } else { $found.HostInterface }
        if ('Mtu' -notin $chosen) { $result.Mtu = $found.Mtu }
        $result.MaxTx = "$($found.MaxTx)"
        $result.MaxRx = "$($found.MaxRx)"
        $result.Addresses = @($found.Addresses | ForEach-Object { "$_" })
        $brought = @($found.Addresses | ForEach-Object { "$($_.GetNetwork())" })
        $result.Routes = @(Get-CtNetIfRoute $found.Container $found.Name |
                ForEach-Object {
                    $hop = if ($_.Via -and "$($_.Auto)" -ne 'Via') { " via $($_.Via)" }
                    $table = if ($_.Table) { " table $($_.Table)" }
                    "$($_.Destination)$hop$table"
                } |
                Where-Object { $_ -notin $brought })
        return $result
    }

    # The settings that are given and differ, as Set-CtNetIf takes them.
    hidden [hashtable] DifferentSettings([CtNetIf] $actual) {
        $different = @{}
        foreach ($setting in 'Link', 'GatewayV4', 'GatewayV6', 'MacAddress', 'HostInterface') {
            if ($this.$setting -and $this.$setting -ne $actual.$setting) { $different[$setting] = $this.$setting }
        }

        # A rate has more than one spelling, and a network too.
        foreach ($setting in 'MaxTx', 'MaxRx') {
            if ($this.$setting -and (ConvertTo-RateText $this.$setting) -ne $actual.$setting) {
                $different[$setting] = $this.$setting
            }
        }

        if ($null -ne $this.Via) {
            $wanted = @($this.Via | ForEach-Object { ConvertTo-PrefixText $_ } | Sort-Object)
            if (($wanted -join ' ') -cne (($actual.Via | Sort-Object) -join ' ')) { $different['Via'] = $this.Via }
        }

        if ($null -ne $this.Dhcp -and $this.Dhcp -ne $actual.Dhcp) { $different['Dhcp'] = [bool] $this.Dhcp }
        if ($null -ne $this.Mtu -and [int] $this.Mtu -ne [int] $actual.Mtu) { $different['Mtu'] = $this.Mtu }
        return $different
    }

    hidden [void] Make() {
        $kind = if ($null -ne $this.Type) { "$($this.Type)" } elseif ($this.Via) { 'Routed' } else { 'Bridge' }
        $how = if ($kind -eq 'Bridge') { @{} } elseif ($this.Via) { @{ Via = $this.Via } } else { @{ Routed = $true } }
        if ($kind -eq 'Bridge' -and $this.Link) { $how['Link'] = $this.Link }
        $null = New-CtNetIf $this.Container $this.Name @how
    }

    # Addresses as the cmdlets write them, IPv4 first, each family in its order.
    hidden static [string[]] InOrder([string[]] $texts) {
        $plain = @($texts | ForEach-Object { ConvertTo-AddressText $_ })
        return @($plain -notlike '*:*') + @($plain -like '*:*')
    }

    # The routes without those that the addresses bring, as Get() has them.
    hidden [string[]] WantedRoutes() {
        $known = if ($null -ne $this.Addresses) { $this.Addresses } else { $this.Get().Addresses }
        $brought = @($known | ForEach-Object { ConvertTo-NetworkText $_ })
        return @($this.Routes | ForEach-Object {
                $prefix, $way = $_.Trim() -split '\s+', 2
                (@(ConvertTo-PrefixText $prefix) + @($way -split '\s+' -ne '')) -join ' '
            } | Where-Object { $_ -notin $brought })
    }

    # Each family keeps what stands in the right order at its beginning; the rest is removed, and added in order.
    hidden [void] SetAddresses() {
        $wanted = [CtNetIf]::InOrder($this.Addresses)
        $actual = [CtNetIf]::InOrder($this.Get().Addresses)
        $here = @{ Container = $this.Container; Interface = $this.Name; ErrorAction = 'Stop' }
        foreach ($six in $false, $true) {
            $want = @($wanted | Where-Object { ($_ -like '*:*') -eq $six })
            $have = @($actual | Where-Object { ($_ -like '*:*') -eq $six })
            $extra = @($have | Where-Object { $_ -notin $want })
            $have = @($have | Where-Object { $_ -in $want })
            $same = 0
            while ($same -lt $have.Count -and $have[$same] -ceq $want[$same]) { $same++ }
            $remove = $extra + @($have | Select-Object -Skip $same)
            if ($remove) { Remove-CtNetIfIp @here -Address $remove }
            $add = @($want | Select-Object -Skip $same)
            if ($add) { Add-CtNetIfIp @here -Address $add }
        }
    }

    hidden [void] SetRoutes() {
        $wanted = $this.WantedRoutes()
        $actual = $this.Get().Routes
        $here = @{ Container = $this.Container; Interface = $this.Name; ErrorAction = 'Stop' }
        foreach ($route in $actual | Where-Object { $_ -notin $wanted }) {
            $prefix, $way = $route -split ' ', 2
            $more = [CtNetIf]::RouteParameters($way)
            $more.Remove('Via')
            Remove-CtNetIfRoute @here -Destination $prefix @more
        }

        foreach ($route in $wanted | Where-Object { $_ -notin $actual }) {
            $prefix, $way = $route -split ' ', 2
            $more = [CtNetIf]::RouteParameters($way)
            Add-CtNetIfRoute @here -Destination $prefix @more
        }
    }

    # What stands behind a prefix: "via 192.0.2.5", "table 100", both or nothing.
    hidden static [hashtable] RouteParameters([string] $way) {
        $more = @{}
        $words = @($way -split ' ' -ne '')
        for ($i = 0; $i -lt $words.Count; $i += 2) { $more[$words[$i]] = $words[$i + 1] }
        return $more
    }
}
