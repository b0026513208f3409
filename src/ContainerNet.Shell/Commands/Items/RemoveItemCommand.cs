using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Removes items; a folder with something in it needs -Recurse.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class RemoveItemCommand : ItemCommand
{
    /// <summary>The paths; wildcards are resolved.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Whether everything in a folder goes too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in IsLiteral ? LiteralPath : Path) Attempt(path, Remove);
    }

    private void Remove(string path)
    {
        var items = SessionState.InvokeProvider.Item.Get([path], Force, IsLiteral);
        foreach (var item in items)
        {
            string target = (string)item.Properties["PSPath"].Value;
            if (!Recurse && SessionState.InvokeProvider.ChildItem.HasChild(target, Force, literalPath: true)
                && !ShouldContinue($"The item at {path} has children and the Recurse parameter was not specified. "
                    + "If you continue, all children will be removed with the item.", "Confirm"))
                continue;
            if (ShouldProcess(SessionState.Path.GetUnresolvedProviderPathFromPSPath(target), "Remove item"))
                SessionState.InvokeProvider.Item.Remove([target], recurse: true, Force, literalPath: true);
        }
    }
}
