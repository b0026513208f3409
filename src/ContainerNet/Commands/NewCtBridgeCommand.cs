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
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
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

    /// <summary>Serve no DHCP, router advertisements or DNS.</summary>
    [Parameter]
    public SwitchParameter NoDhcp { get; set; }

    /// <summary>The IPv4 addresses to lease, 10.0.3.100-10.0.3.200; all of the network when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsAbsent]
    public AddressRange? DhcpRange { get; set; }

    /// <summary>Do not masquerade. Networks of public addresses never are.</summary>
    [Parameter]
    public SwitchParameter NoNat { get; set; }

    /// <summary>The MTU in bytes; 0, and when not given, the kernel's choice.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNumber(0, MtuRules.Most)]
    [EmptyIsAbsent]
    public int? Mtu { get; set; }

    /// <summary>The DNS servers that the bridge forwards to; those of the host's resolv.conf when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    public IPAddress[]? DnsServer { get; set; }

    /// <inheritdoc/>
    private protected override bool WritesBridges => true;

    /// <summary>Collects the bridges to make.</summary>
    protected override void ProcessRecord()
    {
        var settings = new BridgeSettings
        {
            Addresses = Address,
            Dhcp = Given(nameof(NoDhcp)) ? !NoDhcp : null,
            DhcpRange = DhcpRange,
            Nat = Given(nameof(NoNat)) ? !NoNat : null,
            Mtu = Mtu,
            DnsServers = DnsServer,
        };
        foreach (string name in Name ?? [Ask(Engine.GetOptions).DefaultBridge])
        {
            Queue(new NewBridge(name, settings), "Make bridge");
        }
    }

    private bool Given(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
