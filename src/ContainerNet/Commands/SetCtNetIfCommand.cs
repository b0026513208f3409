using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Changes settings of an interface; those that need the container stopped say so.</summary>
[Cmdlet(VerbsCommon.Set, "CtNetIf", SupportsShouldProcess = true)]
[OutputType(typeof(CtNetIf))]
public sealed class SetCtNetIfCommand : CtInterfaceCommand
{
    /// <summary>The bridge.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string? Link { get; set; }

    /// <summary>
    /// The interconnecting networks of a routed interface; an empty list for none. With auto the next free network of
    /// each family's pool, for the families that are not named; auto4 and auto6 are for one family alone.
    /// </summary>
    [Parameter]
    [InterconnectTransformation]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ViaCompleter))]
    public InterconnectChoice[]? Via { get; set; }

    /// <summary>Whether the container asks a DHCP server: -Dhcp, or -Dhcp:$false.</summary>
    [Parameter]
    public SwitchParameter Dhcp { get; set; }

    /// <summary>The IPv4 gateway: auto, none, or an address.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GatewayCompleter))]
    public Gateway? GatewayV4 { get; set; }

    /// <summary>The IPv6 gateway: auto, none, or an address.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GatewayCompleter))]
    public Gateway? GatewayV6 { get; set; }

    /// <summary>The hardware address; "auto" lets the kernel choose at each start.</summary>
    [Parameter]
    [Alias("HwAddr")]
    public string? MacAddress { get; set; }

    /// <summary>The MTU in bytes; 0 is the default.</summary>
    [Parameter]
    [ValidateRange(0, MtuRules.Most)]
    public int? Mtu { get; set; }

    /// <summary>The name of the host's end; "auto" for one that ContainerNet makes.</summary>
    [Parameter]
    public string? HostInterface { get; set; }

    /// <summary>Transmit queues of the veth pair.</summary>
    [Parameter]
    [ValidateRange(QueueRules.Least, QueueRules.Most)]
    public int? TxQueues { get; set; }

    /// <summary>Receive queues of the veth pair.</summary>
    [Parameter]
    [ValidateRange(QueueRules.Least, QueueRules.Most)]
    public int? RxQueues { get; set; }

    /// <summary>The limit of what the container sends: 100mbit, 1g, unlimited.</summary>
    [Parameter]
    public BitRate? MaxTx { get; set; }

    /// <summary>The limit of what the container receives: 100mbit, 1g, unlimited.</summary>
    [Parameter]
    public BitRate? MaxRx { get; set; }

    /// <summary>Write the interface afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Collects the change.</summary>
    protected override void ProcessRecord()
    {
        bool dynamic = MacAddress is "auto" or "-";
        MacAddress? mac = null;
        if (MacAddress is not null && !dynamic && !ContainerNet.MacAddress.TryParse(MacAddress, null, out mac))
        {
            WriteError(MacRules.Invalid(MacAddress));
            return;
        }

        var settings = new InterfaceSettings
        {
            Link = Link,
            Via = ViaChoices.Named(Via),
            AutoVia = ViaChoices.Auto(Via),
            Dhcp = MyInvocation.BoundParameters.ContainsKey(nameof(Dhcp)) ? Dhcp.ToBool() : null,
            GatewayV4 = GatewayV4,
            GatewayV6 = GatewayV6,
            MacAddress = mac,
            ClearMacAddress = dynamic,
            Mtu = Mtu,
            HostInterface = HostInterface is "auto" ? null : HostInterface,
            ClearHostInterface = HostInterface is "auto",
            TxQueues = TxQueues,
            RxQueues = RxQueues,
            MaxTx = MaxTx,
            MaxRx = MaxRx,
        };
        Queue(new SetInterface(Container.ToString(), Name, settings), SettingWords.Of(settings));
    }

    private protected override void WriteResults(IReadOnlyList<CtOutcome> outcomes)
    {
        if (PassThru) WriteInterfaces(outcomes);
    }
}
