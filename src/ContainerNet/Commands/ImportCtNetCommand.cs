using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Brings containers to the desired state in a document; what already matches is left alone.</summary>
[Cmdlet(VerbsData.Import, "CtNet", SupportsShouldProcess = true, DefaultParameterSetName = TextSet)]
[OutputType(typeof(CtNetIf))]
public sealed class ImportCtNetCommand : CtChangeCommand
{
    private const string PathSet = "Path";
    private const string TextSet = "Text";

    /// <summary>The files: documents of Export-CtNet, or osctl's file of a container.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>The document itself.</summary>
    [Parameter(ParameterSetName = TextSet, Mandatory = true, ValueFromPipeline = true)]
    public string Yaml { get; set; } = "";

    /// <summary>The container that osctl's file describes; the file itself does not name it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string? Container { get; set; }

    /// <summary>Write the interfaces that were changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Finds the differences.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == TextSet) Plan(Yaml, "the document");
        foreach (string path in Path)
        {
            string file = GetUnresolvedProviderPathFromPSPath(path);
            try
            {
                Plan(File.ReadAllText(file), file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(NameReports.Unreadable(file, e));
            }
        }
    }

    private void Plan(string text, string source)
    {
        try
        {
            IReadOnlyList<CtChange> plan = Attended(() => Engine.PlanImport(text, source, Container));
            foreach (CtChange change in plan) Queue(change, Words(change));
        }
        catch (ContainerNetException e)
        {
            WriteError(e);
        }
    }

    private static string Words(CtChange change) => change switch
    {
        NewContainer => "Make namespace container",
        SetContainer set => $"Set network stack {set.NetworkStack ?? "auto"}",
        NewInterface made => $"Make {(made.Type == CtNetIfType.Bridge ? "bridged" : "routed")} interface",
        SetInterface set => SettingWords.Of(set.Settings),
        RemoveInterface => "Remove interface with its IPs and routes",
        AddIp ip => $"Add address {ip.Address}",
        RemoveIp ip => $"Remove address {ip.Address}",
        AddRoute route => $"Add route {route.Destination}",
        RemoveRoute route => $"Remove route {route.Destination}",
        _ => change.GetType().Name,
    };

    private protected override void WriteResults(IReadOnlyList<CtOutcome> outcomes)
    {
        if (PassThru) WriteInterfaces(outcomes);
    }
}
