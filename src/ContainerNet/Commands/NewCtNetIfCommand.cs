using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Makes an interface of a container that is stopped: a port of a bridge, or routed.</summary>
[Cmdlet(VerbsCommon.New, "CtNetIf", SupportsShouldProcess = true, DefaultParameterSetName = LinkSet)]
[OutputType(typeof(CtNetIf))]
public sealed class NewCtNetIfCommand : CtChangeCommand
{
    private const string LinkSet = "LinkOrVia";
    private const string RoutedSet = "Routed";
    private const string AutoWord = "auto";

    /// <summary>The container.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public CtName Container { get; set; } = null!;

    /// <summary>The name inside the container, at most 15 bytes.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Interface", "IfName", "InterfaceAlias")]
    public string Name { get; set; } = "";

    /// <summary>The bridge; by default the DefaultBridge of Get-CtNetOption, lxcbr0 unless changed.</summary>
    [Parameter(ParameterSetName = LinkSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string? Link { get; set; }

    /// <summary>Whether the container asks a DHCP server, as it does by default: -Dhcp, or -Dhcp:$false.</summary>
    [Parameter(ParameterSetName = LinkSet, ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<SwitchParameter>]
    public SwitchParameter Dhcp { get; set; }

    /// <summary>The container uses no DHCP; the same as -Dhcp:$false.</summary>
    [Parameter(ParameterSetName = LinkSet)]
    public SwitchParameter NoDhcp { get; set; }

    /// <summary>The IPv4 gateway without DHCP: auto (the bridge's first address), none, or an address.</summary>
    [Parameter(ParameterSetName = LinkSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(GatewayCompleter))]
    [ConvertsTo<Gateway>]
    public Gateway? GatewayV4 { get; set; }

    /// <summary>The IPv6 gateway without DHCP: auto (the bridge's first address), none, or an address.</summary>
    [Parameter(ParameterSetName = LinkSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(GatewayCompleter))]
    [ConvertsTo<Gateway>]
    public Gateway? GatewayV6 { get; set; }

    /// <summary>
    /// The interconnects of a routed interface, at most one per family: 198.51.100.0/30, 2001:db8:100::/126. With auto
    /// the next free network of each family's pool, for the families that are not named; auto4 and auto6 are for one
    /// family alone.
    /// </summary>
    [Parameter(ParameterSetName = LinkSet, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [InterconnectTransformation]
    [ArgumentCompleter(typeof(ViaCompleter))]
    public InterconnectChoice[]? Via { get; set; }

    /// <summary>Routed without an interconnect, by link-scope gateways on the host veth.</summary>
    [Parameter(ParameterSetName = RoutedSet, Mandatory = true)]
    public SwitchParameter Routed { get; set; }

    /// <summary>Bridge or Routed, as objects and rows have it; by default, what the other parameters imply.</summary>
    [Parameter(ParameterSetName = LinkSet, ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<CtNetIfType?>]
    public CtNetIfType? Type { get; set; }

    /// <summary>
    /// The hardware address of the container's end; x is a random digit. The kernel's choice when not given.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("HwAddr")]
    [ConvertsTo<MacAddress>]
    public MacAddress? MacAddress { get; set; }

    /// <summary>The MTU in bytes; 0 is the default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNumber(0, MtuRules.Most)]
    [ConvertsTo<int?>]
    public int? Mtu { get; set; }

    /// <summary>The name of the host's end; "auto" for one that ContainerNet makes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<string>]
    public string? HostInterface { get; set; }

    /// <summary>
    /// Of an object that is piped in: which of its values nobody asked for, and are not to be asked for.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<CtAuto?>]
    public CtAuto? Auto { get; set; }

    /// <summary>Transmit queues of the veth pair.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNumber(QueueRules.Least, QueueRules.Most)]
    [ConvertsTo<int?>]
    public int? TxQueues { get; set; }

    /// <summary>Receive queues of the veth pair.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNumber(QueueRules.Least, QueueRules.Most)]
    [ConvertsTo<int?>]
    public int? RxQueues { get; set; }

    /// <summary>The limit of what the container sends: 100mbit, 1g, unlimited.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<BitRate>]
    public BitRate? MaxTx { get; set; }

    /// <summary>The limit of what the container receives: 100mbit, 1g, unlimited.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<BitRate>]
    public BitRate? MaxRx { get; set; }

    /// <summary>A row or an object with the values of parameters as properties.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>As for all parameters; and to have no interconnect at all is -Routed.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (IsTyped(nameof(Via)) && Via is { Length: 0 })
        {
            ThrowTerminatingError(Record(EmptyArgument.Of(nameof(Via), "it is an empty list")));
        }
    }

    /// <summary>Collects the interface to make.</summary>
    protected override void ProcessRecord()
    {
        // One parameter set for both, so that rows of a CSV file have columns for both; a row that fills both is
        // refused.
        bool via = Via is { Length: > 0 };
        CtNetIfType type = Type ?? (Routed || via ? CtNetIfType.Routed : CtNetIfType.Bridge);
        bool bridged = type == CtNetIfType.Bridge;
        bool? dhcp = Choice(nameof(Dhcp), Dhcp, NoDhcp, IsOf<CtBridge>(InputObject) ? null : InputObject);
        var settings = new InterfaceSettings
        {
            Link = string.IsNullOrEmpty(Link) ? null : Link,
            Dhcp = bridged ? dhcp ?? true : dhcp is true || IsTyped(nameof(NoDhcp)) ? dhcp : null,
            GatewayV4 = GatewayV4,
            GatewayV6 = GatewayV6,
            Via = bridged && !via ? null : ViaChoices.Named(Via),
            AutoVia = ViaChoices.Auto(Via),
            MacAddress = IsOnlyShown(Auto, CtAuto.MacAddress) ? null : MacAddress,
            Mtu = IsOnlyShown(Auto, CtAuto.Mtu) ? null : Mtu,
            HostInterface = IsOnlyShown(Auto, CtAuto.HostInterface) || HostInterface is "" or AutoWord ? null : HostInterface,
            TxQueues = TxQueues,
            RxQueues = RxQueues,
            MaxTx = MaxTx,
            MaxRx = MaxRx,
        };
        Queue(
            new NewInterface(Container.ToString(), Name, type) { Settings = settings },
            bridged ? $"Make interface on {settings.Link ?? "the default bridge"}" : "Make routed interface");
    }

    private protected override void WriteResults(IReadOnlyList<CtOutcome> outcomes) => WriteInterfaces(outcomes);
}
