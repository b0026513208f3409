using System.Management.Automation;
using System.Net;

namespace ContainerNet.Commands;

/// <summary>
/// Makes a bridge with an address, DHCP and DNS, and NAT. An existing one with the same settings is brought up again.
/// </summary>
[Cmdlet(VerbsCommon.New, "CtBridge", SupportsShouldProcess = true)]
[OutputType(typeof(CtBridge))]
public sealed class NewCtBridgeCommand : CtBridgeCommand
{
    /// <summary>The names; by default the DefaultBridge of Get-CtNetOption, lxcbr0 unless changed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bridge")]
    public string[]? Name { get; set; }

    /// <summary>
    /// The addresses with their networks, IPv4 and IPv6. When not given the first of 10.0.3.1/24, 10.0.4.1/24 and so
    /// on that is free; an empty list for none.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress")]
    [AllowEmptyCollection]
    [AddressTransformation]
    public IPInterfaceAddress[]? Address { get; set; }

    /// <summary>Serve DHCP, router advertisements and DNS, as it does by default: -Dhcp, or -Dhcp:$false.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<SwitchParameter>]
    public SwitchParameter Dhcp { get; set; }

    /// <summary>Serve no DHCP, router advertisements or DNS.</summary>
    [Parameter]
    public SwitchParameter NoDhcp { get; set; }

    /// <summary>The IPv4 addresses to lease, 10.0.3.100-10.0.3.200; all of the network when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<AddressRange>]
    public AddressRange? DhcpRange { get; set; }

    /// <summary>Masquerade private networks, as it does by default: -Nat, or -Nat:$false.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<SwitchParameter>]
    public SwitchParameter Nat { get; set; }

    /// <summary>Do not masquerade. Networks of public addresses never are.</summary>
    [Parameter]
    public SwitchParameter NoNat { get; set; }

    /// <summary>The MTU in bytes; 0, and when not given, the kernel's choice.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNumber(0, MtuRules.Most)]
    [ConvertsTo<int?>]
    public int? Mtu { get; set; }

    /// <summary>The DNS servers that the bridge forwards to; those of the host's resolv.conf when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AddressListTransformation]
    public IPAddress[]? DnsServer { get; set; }

    /// <summary>A row or an object with the values of parameters as properties.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    private protected override bool WritesBridges => true;

    /// <summary>Collects the bridges to make.</summary>
    protected override void ProcessRecord()
    {
        var settings = new BridgeSettings
        {
            Addresses = IsGiven(nameof(Address), InputObject) ? Address : null,
            Dhcp = Choice(nameof(Dhcp), Dhcp, NoDhcp, InputObject),
            DhcpRange = DhcpRange,
            Nat = Choice(nameof(Nat), Nat, NoNat, InputObject),
            Mtu = Mtu,
            DnsServers = IsGiven(nameof(DnsServer), InputObject) ? DnsServer : null,
        };
        foreach (string name in Name ?? [Ask(Engine.GetOptions).DefaultBridge])
        {
            Queue(new NewBridge(name, settings), "Make bridge");
        }
    }
}
