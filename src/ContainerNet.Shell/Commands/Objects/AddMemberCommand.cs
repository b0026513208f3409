using System.Collections;
using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Adds properties and methods to objects.</summary>
[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = OnlyType)]
public sealed class AddMemberCommand : PSCmdlet
{
    private const string OneProperty = "NotePropertySingleMemberSet";
    private const string ManyProperties = "NotePropertyMultiMemberSet";
    private const string OfType = "MemberSet";
    private const string OnlyType = "TypeNameSet";

    /// <summary>The objects.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = new();

    /// <summary>The name of a property.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = OneProperty)]
    public string NotePropertyName { get; set; } = "";

    /// <summary>Its value.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = OneProperty)]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    /// <summary>Names and values of properties.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ManyProperties)]
    public IDictionary NotePropertyMembers { get; set; } = new Hashtable();

    /// <summary>The kind of member: NoteProperty, ScriptProperty, ScriptMethod or AliasProperty.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfType)]
    [Alias("Type")]
    [ValidateSet("NoteProperty", "ScriptProperty", "ScriptMethod", "AliasProperty")]
    public PSMemberTypes MemberType { get; set; }

    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfType)]
    public string Name { get; set; } = "";

    /// <summary>Its value, script block or the name of the property that it stands for.</summary>
    [Parameter(ParameterSetName = OfType)]
    public object? Value { get; set; }

    /// <summary>The script block that sets a script property.</summary>
    [Parameter(ParameterSetName = OfType)]
    public ScriptBlock? SecondValue { get; set; }

    /// <summary>A name to add to the objects' types.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnlyType)]
    [Parameter(ParameterSetName = OneProperty)]
    [Parameter(ParameterSetName = ManyProperties)]
    [Parameter(ParameterSetName = OfType)]
    public string? TypeName { get; set; }

    /// <summary>Whether a member of the same name is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether the objects go on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var member in Members())
        {
            if (Force) InputObject.Members.Remove(member.Name);
            else if (InputObject.Members[member.Name] is not null)
            {
                WriteError(new ErrorRecord(
                    new InvalidOperationException($"Cannot add a member with the name \"{member.Name}\" because a "
                        + "member with that name already exists. To overwrite it anyway, add the Force parameter."),
                    "MemberAlreadyExists", ErrorCategory.InvalidOperation, InputObject));
                continue;
            }
            InputObject.Members.Add(member);
        }
        if (TypeName is not null) InputObject.TypeNames.Insert(0, TypeName);
        if (PassThru) WriteObject(InputObject);
    }

    private IEnumerable<PSMemberInfo> Members() => ParameterSetName switch
    {
        OneProperty => [new PSNoteProperty(NotePropertyName, NotePropertyValue)],
        ManyProperties => NotePropertyMembers.Keys.Cast<object>()
            .Select(key => new PSNoteProperty(key.ToString()!, NotePropertyMembers[key])),
        OfType => [Member()],
        _ => [],
    };

    private PSMemberInfo Member() => MemberType switch
    {
        PSMemberTypes.ScriptProperty =>
            new PSScriptProperty(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value), SecondValue),
        PSMemberTypes.ScriptMethod => new PSScriptMethod(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value)),
        PSMemberTypes.AliasProperty => new PSAliasProperty(Name, LanguagePrimitives.ConvertTo<string>(Value)),
        _ => new PSNoteProperty(Name, Value),
    };
}
