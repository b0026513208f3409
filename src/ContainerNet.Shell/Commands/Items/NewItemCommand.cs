using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Makes files, folders and links.</summary>
[Cmdlet(VerbsCommon.New, "Item", SupportsShouldProcess = true)]
public sealed class NewItemCommand : PSCmdlet
{
    /// <summary>Where, including the name unless -Name has it.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = ["."];

    /// <summary>The name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }

    /// <summary>The kind: File, Directory, SymbolicLink, HardLink.</summary>
    [Parameter]
    [Alias("Type")]
    public string? ItemType { get; set; }

    /// <summary>What is in it.</summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("Target")]
    public object? Value { get; set; }

    /// <summary>Whether an existing one is replaced, and folders on the way are made.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            try
            {
                string target = Name is null ? path : SessionState.Path.Combine(path, Name);
                if (!ShouldProcess(target, $"Create {ItemType ?? "File"}")) continue;
                var made = SessionState.InvokeProvider.Item.New([path], Name, ItemType, Value, Force);
                WriteObject(made, enumerateCollection: true);
            }
            catch (RuntimeException error) when (error is not PipelineStoppedException)
            {
                WriteError(new ErrorRecord(error.ErrorRecord, error));
            }
        }
    }
}
