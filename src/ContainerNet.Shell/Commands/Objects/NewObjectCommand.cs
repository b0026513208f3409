using System.Collections;
using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Makes an object of a .NET type.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : PSCmdlet
{
    /// <summary>The type's name.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    public string TypeName { get; set; } = "";

    /// <summary>The arguments of its constructor.</summary>
    [Parameter(Position = 1)]
    [Alias("Args")]
    public object?[] ArgumentList { get; set; } = [];

    /// <summary>Properties to set.</summary>
    [Parameter]
    public IDictionary? Property { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var type = LanguagePrimitives.ConvertTo<Type>(TypeName);
            var made = PSObject.AsPSObject(Make(type));
            foreach (DictionaryEntry entry in Property ?? new Hashtable())
                Set(made, entry.Key.ToString()!, entry.Value);
            WriteObject(made);
        }
        catch (PSInvalidCastException)
        {
            var error = new PSArgumentException(
                $"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded.");
            Fail(error, "TypeNotFound", ErrorCategory.InvalidType);
        }
        catch (RuntimeException error)
        {
            Fail(error, "ConstructorInvokedThrowException", ErrorCategory.InvalidOperation);
        }
    }

    // The language's own new() chooses the constructor and converts the arguments.
    private object Make(Type type)
    {
        if (type == typeof(PSObject) || type == typeof(PSCustomObject)) return new PSObject();
        var script = InvokeCommand.NewScriptBlock("param($type, $arguments) , $type::new.Invoke($arguments)");
        return ((PSObject)script.Invoke(type, ArgumentList)[0]).BaseObject;
    }

    private static void Set(PSObject target, string name, object? value)
    {
        if (target.Properties[name] is { } property) property.Value = value;
        else if (target.BaseObject is PSCustomObject) target.Properties.Add(new PSNoteProperty(name, value));
        else throw new PSArgumentException($"The member \"{name}\" was not found for the specified .NET object.");
    }

    private void Fail(Exception error, string id, ErrorCategory category) =>
        ThrowTerminatingError(new ErrorRecord(error, id, category, TypeName));
}
