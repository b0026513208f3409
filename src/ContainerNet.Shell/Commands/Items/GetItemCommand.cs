using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Gets items themselves: a folder, not what is in it.</summary>
[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = ByPath)]
public sealed class GetItemCommand : ItemCommand
{
    /// <summary>The paths; wildcards are resolved.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in IsLiteral ? LiteralPath : Path)
        {
            Attempt(path, one => WriteObject(
                SessionState.InvokeProvider.Item.Get([one], Force, IsLiteral), enumerateCollection: true));
        }
    }
}
