using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>Writes the desired state of containers as one YAML document.</summary>
[Cmdlet(VerbsData.Export, "CtNet", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ExportCtNetCommand : CtQueryCommand
{
    private readonly List<string> _names = [];

    /// <summary>The file to write. Without one, the text is written to the pipeline.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Collects the containers.</summary>
    protected override void ProcessRecord() => _names.AddRange(Container ?? []);

    /// <summary>Writes the document.</summary>
    protected override void EndProcessing()
    {
        var containers = new NamePattern([.. _names]);
        string text = Ask(() => Engine.Export(containers.Matches, this));
        string[] none = [.. containers.Missing];
        foreach (string missing in none) WriteError(NotFoundErrors.Container(missing));

        // None of the named containers exists: an empty document would be taken for an answer.
        if (none.Length > 0 && none.Length == _names.Count) return;
        if (Path is null)
        {
            WriteObject(text);
            return;
        }

        string file = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(file, "Write the desired state")) return;
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(NameReports.Unwritable(file, e));
        }
    }
}
