using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Shows what properties and methods objects have.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDefinition))]
public sealed class GetMemberCommand : PSCmdlet
{
    // The engine's own table view is for the real command's type.
    private const string ViewName = "Microsoft.PowerShell.Commands.MemberDefinition";

    private readonly HashSet<string> _types = [];

    /// <summary>The objects; one of each type is looked at.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The names wanted.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The kinds wanted.</summary>
    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    /// <summary>Whether the accessors of properties and events count.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        string typeName = InputObject.TypeNames.FirstOrDefault() ?? "";
        if (!_types.Add(typeName)) return;
        var patterns = Name.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
        var members = InputObject.Members
            .Where(member => (member.MemberType & MemberType) != 0 && IsShown(member))
            .Where(member => Array.Exists(patterns, pattern => pattern.IsMatch(member.Name)))
            .OrderBy(member => member.MemberType.ToString(), StringComparer.Ordinal)
            .ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var member in members)
        {
            var definition = new MemberDefinition(typeName, member.Name, member.MemberType, member.ToString()!);
            var shown = new PSObject(definition);
            shown.TypeNames.Insert(0, ViewName);
            WriteObject(shown);
        }
    }

    private bool IsShown(PSMemberInfo member) => Force || member is not PSMethod
        || !(member.Name.StartsWith("get_", StringComparison.Ordinal)
            || member.Name.StartsWith("set_", StringComparison.Ordinal)
            || member.Name.StartsWith("add_", StringComparison.Ordinal)
            || member.Name.StartsWith("remove_", StringComparison.Ordinal)
            || member.Name.StartsWith("op_", StringComparison.Ordinal));
}
