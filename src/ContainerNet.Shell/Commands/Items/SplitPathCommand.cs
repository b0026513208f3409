using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Takes a part of paths: the folder, unless another one is asked for.</summary>
[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = nameof(Parent))]
[OutputType(typeof(string), typeof(bool))]
public sealed class SplitPathCommand : PSCmdlet
{
    /// <summary>The paths.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>The folder.</summary>
    [Parameter(ParameterSetName = nameof(Parent))]
    public SwitchParameter Parent { get; set; }

    /// <summary>The last part.</summary>
    [Parameter(ParameterSetName = nameof(Leaf), Mandatory = true)]
    public SwitchParameter Leaf { get; set; }

    /// <summary>The last part without its extension.</summary>
    [Parameter(ParameterSetName = nameof(LeafBase), Mandatory = true)]
    public SwitchParameter LeafBase { get; set; }

    /// <summary>The extension.</summary>
    [Parameter(ParameterSetName = nameof(Extension), Mandatory = true)]
    public SwitchParameter Extension { get; set; }

    /// <summary>Whether the path starts at a root.</summary>
    [Parameter(ParameterSetName = nameof(IsAbsolute), Mandatory = true)]
    public SwitchParameter IsAbsolute { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            WriteObject(ParameterSetName switch
            {
                nameof(Leaf) => SessionState.Path.ParseChildName(path),
                nameof(LeafBase) => System.IO.Path.GetFileNameWithoutExtension(SessionState.Path.ParseChildName(path)),
                nameof(Extension) => System.IO.Path.GetExtension(SessionState.Path.ParseChildName(path)),
                nameof(IsAbsolute) => SessionState.Path.IsPSAbsolute(path, out _),
                _ => (object)SessionState.Path.ParseParent(path, ""),
            });
        }
    }
}
