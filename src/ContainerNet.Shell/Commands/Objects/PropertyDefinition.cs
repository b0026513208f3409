using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>An element of a -Property parameter: a name, a script block, or a hashtable that has one.</summary>
internal sealed class PropertyDefinition
{
    private PropertyDefinition(PSPropertyExpression expression, string? label = null, bool? descending = null)
    {
        Expression = expression;
        Label = label;
        Descending = descending;
    }

    /// <summary>What gives the value.</summary>
    public PSPropertyExpression Expression { get; }

    /// <summary>The name that the user gave to the value.</summary>
    public string? Label { get; }

    /// <summary>The order, where it was given for this property alone.</summary>
    public bool? Descending { get; }

    /// <summary>Reads the parameter; something that is no property ends the command.</summary>
    public static List<PropertyDefinition> ReadAll(Cmdlet command, IEnumerable<object>? elements) =>
        [.. (elements ?? []).Select(element => Read(command, element))];

    /// <summary>The first value of an object, or null where it has no such property.</summary>
    public object? ValueOf(PSObject item) =>
        Expression.GetValues(item, expand: true, eatExceptions: true) is [var first, ..] && first.Exception is null
            ? first.Result
            : null;

    /// <summary>Whether an object has such a property; a script block always has a value.</summary>
    public bool IsOn(PSObject item) => Expression.Script is not null || Expression.ResolveNames(item).Count > 0;

    private static PropertyDefinition Read(Cmdlet command, object element) => Unwrap(element) switch
    {
        string name => new(new PSPropertyExpression(name)),
        ScriptBlock script => new(new PSPropertyExpression(script)),
        IDictionary table => ReadTable(command, table),
        var other => throw Invalid(command, $"Cannot use a value of type {other?.GetType()} as a property: "
            + "expected a string, a script block or a hashtable."),
    };

    private static PropertyDefinition ReadTable(Cmdlet command, IDictionary table)
    {
        object? expression = null;
        string? label = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in table)
        {
            string key = entry.Key.ToString() ?? "";
            if (IsShortFor(key, "Expression")) expression = Unwrap(entry.Value);
            else if (IsShortFor(key, "Name") || IsShortFor(key, "Label")) label = entry.Value?.ToString();
            else if (IsShortFor(key, "Descending")) descending = LanguagePrimitives.IsTrue(entry.Value);
            else if (IsShortFor(key, "Ascending")) descending = !LanguagePrimitives.IsTrue(entry.Value);
            else throw Invalid(command, $"The {key} key is not valid.");
        }
        return expression switch
        {
            ScriptBlock script => new(new PSPropertyExpression(script), label, descending),
            null when label is null => throw Invalid(command, "The expression key of a property is missing."),
            _ => new(new PSPropertyExpression(expression?.ToString() ?? label!), label, descending),
        };
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static bool IsShortFor(string typed, string key) =>
        typed.Length > 0 && key.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    private static PipelineStoppedException Invalid(Cmdlet command, string message)
    {
        command.ThrowTerminatingError(new ErrorRecord(
            new ArgumentException(message), "DictionaryKeyUnknown", ErrorCategory.InvalidArgument, null));
        return new PipelineStoppedException();
    }
}
