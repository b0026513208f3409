using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Makes one path of two or more.</summary>
[Cmdlet(VerbsCommon.Join, "Path")]
[OutputType(typeof(string))]
public sealed class JoinPathCommand : PSCmdlet
{
    /// <summary>The paths at the start.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>The path that follows.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? ChildPath { get; set; }

    /// <summary>The paths after that.</summary>
    [Parameter(Position = 2, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] AdditionalChildPath { get; set; } = [];

    /// <summary>Whether the path must exist, and its wildcards are resolved.</summary>
    [Parameter]
    public SwitchParameter Resolve { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string start in Path)
        {
            string joined = AdditionalChildPath.Prepend(ChildPath ?? "").Aggregate(start, SessionState.Path.Combine);
            if (Resolve) WriteResolved(joined);
            else WriteObject(joined);
        }
    }

    private void WriteResolved(string path)
    {
        try
        {
            foreach (var found in SessionState.Path.GetResolvedPSPathFromPSPath(path)) WriteObject(found.Path);
        }
        catch (ItemNotFoundException error)
        {
            WriteError(new ErrorRecord(error.ErrorRecord, error));
        }
    }
}
