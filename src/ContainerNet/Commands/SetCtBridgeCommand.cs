using System.Management.Automation;
using System.Net;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Changes a bridge that New-CtBridge made, even while it is in use; leases are kept.</summary>
[Cmdlet(VerbsCommon.Set, "CtBridge", SupportsShouldProcess = true)]
[OutputType(typeof(CtBridge))]
public sealed class SetCtBridgeCommand : CtBridgeCommand
{
    /// <summary>The bridges.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bridge")]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The addresses with their networks, IPv4 and IPv6: all that it should have.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress")]
    [AllowEmptyCollection]
    [AddressTransformation]
    public IPInterfaceAddress[]? Address { get; set; }

    /// <summary>Whether it serves DHCP, router advertisements and DNS: -Dhcp, or -Dhcp:$false.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<SwitchParameter>]
    public SwitchParameter Dhcp { get; set; }

    /// <summary>The IPv4 addresses to lease: 10.0.3.100-10.0.3.200.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<AddressRange>]
    public AddressRange? DhcpRange { get; set; }

    /// <summary>Whether its private networks are masqueraded: -Nat, or -Nat:$false.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<SwitchParameter>]
    public SwitchParameter Nat { get; set; }

    /// <summary>The MTU in bytes; 0 is the kernel's choice.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNumber(0, MtuRules.Most)]
    [ConvertsTo<int?>]
    public int? Mtu { get; set; }

    /// <summary>The DNS servers that it forwards to; an empty list for those of the host's resolv.conf.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AddressListTransformation]
    public IPAddress[]? DnsServer { get; set; }

    /// <summary>
    /// A row with the settings as properties. Of a bridge of Get-CtBridge only its name is taken.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Write the bridge afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool WritesBridges => PassThru;

    /// <summary>Collects the change.</summary>
    protected override void ProcessRecord()
    {
        var settings = new BridgeSettings
        {
            Addresses = IsAsked(nameof(Address)) ? Address : null,
            Dhcp = IsAsked(nameof(Dhcp)) ? Dhcp.ToBool() : null,
            DhcpRange = IsAsked(nameof(DhcpRange)) ? DhcpRange : null,
            Nat = IsAsked(nameof(Nat)) ? Nat.ToBool() : null,
            Mtu = IsAsked(nameof(Mtu)) ? Mtu : null,
            DnsServers = IsAsked(nameof(DnsServer)) ? DnsServer : null,
        };
        foreach (string name in Name)
        {
            if (settings == new BridgeSettings()) WriteError(SettingWords.NothingToSet(name));
            else Queue(new SetBridge(name, settings), SettingWords.Of(settings));
        }
    }

    private bool IsAsked(string parameter) => IsAsked<CtBridge>(parameter, InputObject);
}
