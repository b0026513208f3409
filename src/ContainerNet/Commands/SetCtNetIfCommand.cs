using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Changes settings of an interface; those that need the container stopped say so.</summary>
[Cmdlet(VerbsCommon.Set, "CtNetIf", SupportsShouldProcess = true)]
[OutputType(typeof(CtNetIf))]
public sealed class SetCtNetIfCommand : CtInterfaceCommand
{
    /// <summary>The bridge.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string? Link { get; set; }

    /// <summary>
    /// The interconnecting networks of a routed interface; an empty list for none. With auto the next free network of
    /// each family's pool, for the families that are not named; auto4 and auto6 are for one family alone.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [InterconnectTransformation]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ViaCompleter))]
    public InterconnectChoice[]? Via { get; set; }

    /// <summary>Whether the container asks a DHCP server: -Dhcp, or -Dhcp:$false.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<SwitchParameter>]
    public SwitchParameter Dhcp { get; set; }

    /// <summary>The IPv4 gateway: auto, none, or an address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(GatewayCompleter))]
    [ConvertsTo<Gateway>]
    public Gateway? GatewayV4 { get; set; }

    /// <summary>The IPv6 gateway: auto, none, or an address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(GatewayCompleter))]
    [ConvertsTo<Gateway>]
    public Gateway? GatewayV6 { get; set; }

    /// <summary>The hardware address; "auto" lets the kernel choose at each start.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("HwAddr")]
    public string? MacAddress { get; set; }

    /// <summary>The MTU in bytes; 0 is the default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNumber(0, MtuRules.Most)]
    [ConvertsTo<int?>]
    public int? Mtu { get; set; }

    /// <summary>The name of the host's end; "auto" for one that ContainerNet makes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? HostInterface { get; set; }

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

    /// <summary>
    /// Of an object that is piped in: which of its values the kernel chose, and are not to be asked for.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<CtAuto?>]
    public CtAuto? Auto { get; set; }

    /// <summary>
    /// A row with the settings as properties. Of an interface of Get-CtNetIf only its container and name are taken: what
    /// it shows is not asked for again.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Write the interface afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Collects the change.</summary>
    protected override void ProcessRecord()
    {
        InterfaceSettings settings;
        try
        {
            settings = Settings();
        }
        catch (ContainerNetException e)
        {
            WriteError(e, InputObject);
            return;
        }

        if (settings == new InterfaceSettings()) WriteError(SettingWords.NothingToSet($"{Container}/{Name}"));
        else Queue(new SetInterface(Container.ToString(), Name, settings), SettingWords.Of(settings));
    }

    private InterfaceSettings Settings()
    {
        string? mac = IsOnlyShown(Auto, CtAuto.MacAddress) || !IsAsked(nameof(MacAddress)) ? null : MacAddress;
        bool dynamic = mac is "auto" or "-";
        MacAddress? address = null;
        if (mac is not null && !dynamic && !ContainerNet.MacAddress.TryParse(mac, null, out address))
        {
            throw MacRules.Invalid(mac);
        }

        string? host = IsOnlyShown(Auto, CtAuto.HostInterface) || !IsAsked(nameof(HostInterface)) ? null : HostInterface;
        InterconnectChoice[]? via = IsAsked(nameof(Via)) ? Via : null;
        return new InterfaceSettings
        {
            Link = IsAsked(nameof(Link)) ? Link : null,
            Via = ViaChoices.Named(via),
            AutoVia = ViaChoices.Auto(via),
            Dhcp = IsAsked(nameof(Dhcp)) ? Dhcp.ToBool() : null,
            GatewayV4 = IsAsked(nameof(GatewayV4)) ? GatewayV4 : null,
            GatewayV6 = IsAsked(nameof(GatewayV6)) ? GatewayV6 : null,
            MacAddress = address,
            ClearMacAddress = dynamic,
            Mtu = IsOnlyShown(Auto, CtAuto.Mtu) || !IsAsked(nameof(Mtu)) ? null : Mtu,
            HostInterface = host is "auto" ? null : host,
            ClearHostInterface = host is "auto",
            TxQueues = IsAsked(nameof(TxQueues)) ? TxQueues : null,
            RxQueues = IsAsked(nameof(RxQueues)) ? RxQueues : null,
            MaxTx = IsAsked(nameof(MaxTx)) ? MaxTx : null,
            MaxRx = IsAsked(nameof(MaxRx)) ? MaxRx : null,
        };
    }

    private bool IsAsked(string parameter) => IsAsked<CtNetIf>(parameter, InputObject);

    private protected override void WriteResults(IReadOnlyList<CtOutcome> outcomes)
    {
        if (PassThru) WriteInterfaces(outcomes);
    }
}
