using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Gets variables.</summary>
[Cmdlet(VerbsCommon.Get, "Variable")]
[OutputType(typeof(PSVariable))]
public sealed class GetVariableCommand : PSCmdlet
{
    /// <summary>Their names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Whether only the values are written.</summary>
    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            var found = Find(name);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(new ErrorRecord(
                    new ItemNotFoundException($"Cannot find a variable with the name '{name}'."),
                    "VariableNotFound", ErrorCategory.ObjectNotFound, name));
            }
            foreach (var variable in found) WriteObject(ValueOnly ? variable.Value : variable);
        }
    }

    private List<PSVariable> Find(string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
            return SessionState.PSVariable.Get(name) is { } variable ? [variable] : [];
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        return [.. SessionState.InvokeProvider.ChildItem.Get(@"variable:\", recurse: false)
            .Select(item => item.BaseObject).OfType<PSVariable>()
            .Where(variable => pattern.IsMatch(variable.Name))
            .OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
