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
    [Parameter]
    [Alias("IPAddress")]
    [AllowEmptyCollection]
    [AddressTransformation]
    public IPInterfaceAddress[]? Address { get; set; }

    /// <summary>Whether it serves DHCP, router advertisements and DNS: -Dhcp, or -Dhcp:$false.</summary>
    [Parameter]
    public SwitchParameter Dhcp { get; set; }

    /// <summary>The IPv4 addresses to lease: 10.0.3.100-10.0.3.200.</summary>
    [Parameter]
    public AddressRange? DhcpRange { get; set; }

    /// <summary>Whether its private networks are masqueraded: -Nat, or -Nat:$false.</summary>
    [Parameter]
    public SwitchParameter Nat { get; set; }

    /// <summary>The MTU in bytes; 0 is the kernel's choice.</summary>
    [Parameter]
    [ValidateRange(0, MtuRules.Most)]
    public int? Mtu { get; set; }

    /// <summary>The DNS servers that it forwards to; an empty list for those of the host's resolv.conf.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public IPAddress[]? DnsServer { get; set; }

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
            Addresses = Address,
            Dhcp = Given(nameof(Dhcp)) ? Dhcp.ToBool() : null,
            DhcpRange = DhcpRange,
            Nat = Given(nameof(Nat)) ? Nat.ToBool() : null,
            Mtu = Mtu,
            DnsServers = DnsServer,
        };
        foreach (string name in Name) Queue(new SetBridge(name, settings), SettingWords.Of(settings));
    }

    private bool Given(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
