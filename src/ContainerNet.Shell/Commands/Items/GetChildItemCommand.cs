using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Gets what is in folders.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = ByPath)]
public sealed class GetChildItemCommand : ItemCommand
{
    /// <summary>The folders; without one, the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = ["."];

    /// <summary>The names wanted.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string? Filter { get; set; }

    /// <summary>Whether folders in folders count.</summary>
    [Parameter]
    [Alias("s")]
    public SwitchParameter Recurse { get; set; }

    /// <summary>How deep.</summary>
    [Parameter]
    public uint? Depth { get; set; }

    /// <summary>Whether only names are written.</summary>
    [Parameter]
    public SwitchParameter Name { get; set; }

    /// <summary>Only files.</summary>
    [Parameter]
    public SwitchParameter File { get; set; }

    /// <summary>Only folders.</summary>
    [Parameter]
    [Alias("ad")]
    public SwitchParameter Directory { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in IsLiteral ? LiteralPath : Path) Attempt(path, List);
    }

    private void List(string path)
    {
        bool deep = Recurse || Depth is not null;
        var items = SessionState.InvokeProvider.ChildItem.Get([path], deep, Depth ?? uint.MaxValue, Force, IsLiteral);
        var pattern = Filter is null ? null : WildcardPattern.Get(Filter, WildcardOptions.IgnoreCase);
        foreach (var item in items)
        {
            string? name = item.Properties["PSChildName"]?.Value as string;
            bool isContainer = item.Properties["PSIsContainer"]?.Value is true;
            if ((File && isContainer) || (Directory && !isContainer) || pattern?.IsMatch(name) == false) continue;
            WriteObject(Name ? name : item);
        }
    }
}
