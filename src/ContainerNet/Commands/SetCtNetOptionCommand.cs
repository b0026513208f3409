using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Changes the settings of the host; existing interfaces keep what they have.</summary>
[Cmdlet(VerbsCommon.Set, "CtNetOption", SupportsShouldProcess = true)]
[OutputType(typeof(CtNetOption))]
public sealed class SetCtNetOptionCommand : CtCommand
{
    /// <summary>
    /// The network from which -Via auto takes a /30 for each interface; none for no IPv4 interconnect.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<InterconnectPool>]
    public InterconnectPool? InterconnectPoolV4 { get; set; }

    /// <summary>
    /// The network from which -Via auto takes a /126 for each interface; none for no IPv6 interconnect.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<InterconnectPool>]
    public InterconnectPool? InterconnectPoolV6 { get; set; }

    /// <summary>The bridge of interfaces that name none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string? DefaultBridge { get; set; }

    /// <summary>
    /// Have the host's packet filter accept what is forwarded for containers, where it would drop it;
    /// -ForwardAccept:$false takes the rules back.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<SwitchParameter>(RefusesEmpty = true)]
    public SwitchParameter ForwardAccept { get; set; }

    /// <summary>Write the settings afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Changes them.</summary>
    protected override void ProcessRecord()
    {
        bool? accept = MyInvocation.BoundParameters.ContainsKey(nameof(ForwardAccept)) ? ForwardAccept.ToBool() : null;
        string[] wishes =
        [
            .. InterconnectPoolV4 is null ? [] : new[] { $"InterconnectPoolV4 {InterconnectPoolV4}" },
            .. InterconnectPoolV6 is null ? [] : new[] { $"InterconnectPoolV6 {InterconnectPoolV6}" },
            .. string.IsNullOrWhiteSpace(DefaultBridge) ? [] : new[] { $"DefaultBridge {DefaultBridge}" },
            .. accept is null ? [] : new[] { $"ForwardAccept {accept}" },
        ];
        if (wishes.Length == 0)
        {
            WriteError(SettingWords.NothingToSet("ContainerNet"));
            return;
        }

        var settings = new OptionSettings
        {
            InterconnectPoolV4 = InterconnectPoolV4,
            InterconnectPoolV6 = InterconnectPoolV6,
            DefaultBridge = string.IsNullOrWhiteSpace(DefaultBridge) ? null : DefaultBridge,
            ForwardAccept = accept,
        };
        Ask(() =>
        {
            Engine.CheckOptions(settings);
            return true;
        });
        if (!ShouldProcess("ContainerNet", $"Set {string.Join(", ", wishes)}")) return;
        CtNetOption options = Ask(() => Engine.SetOptions(settings, Cancellation));
        if (PassThru) WriteObject(options);
    }
}
