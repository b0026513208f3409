using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Makes the objects of Select-Object's property parameters.</summary>
internal sealed class PropertySelection
{
    private readonly Cmdlet _command;
    private readonly List<PropertyDefinition> _properties;
    private readonly WildcardPattern[] _excluded;
    private readonly PSPropertyExpression? _expanded;

    private PropertySelection(
        Cmdlet command, List<PropertyDefinition> properties, string[] excluded, string? expanded)
    {
        _command = command;
        _properties = properties;
        _excluded = [.. excluded.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        _expanded = expanded is null ? null : new PSPropertyExpression(expanded);
    }

    /// <summary>Reads the parameters.</summary>
    public static PropertySelection Create(
        Cmdlet command, object[]? property, string[]? excludeProperty, string? expandProperty)
    {
        // To leave properties out is to ask for all others.
        bool others = property is null && excludeProperty is not null && expandProperty is null;
        var properties = PropertyDefinition.ReadAll(command, others ? ["*"] : property);
        return new PropertySelection(command, properties, excludeProperty ?? [], expandProperty);
    }

    /// <summary>What an object becomes: itself, one with the selected properties, or a property's values.</summary>
    public IEnumerable<object?> Apply(PSObject item)
    {
        if (_expanded is not null) return Expand(item);
        return [_properties.Count == 0 ? item : Select(item)];
    }

    private PSObject Select(PSObject item)
    {
        var result = new PSObject();
        string original = item.TypeNames.FirstOrDefault() ?? typeof(object).FullName!;
        const string prefix = "Selected.";
        bool again = original.StartsWith(prefix, StringComparison.Ordinal);
        result.TypeNames.Insert(0, again ? original : prefix + original);
        foreach (var property in Values(item)) Add(result, property);
        return result;
    }

    private IEnumerable<PSNoteProperty> Values(PSObject item)
    {
        foreach (var property in _properties)
        {
            var results = property.Expression.GetValues(item, expand: true, eatExceptions: true);
            if (results.Count == 0 && !property.Expression.HasWildCardCharacters)
                yield return new PSNoteProperty(property.Label ?? property.Expression.ToString(), null);
            foreach (var result in results)
            {
                string name = property.Label ?? result.ResolvedExpression.ToString();
                if (!Array.Exists(_excluded, pattern => pattern.IsMatch(name)))
                    yield return new PSNoteProperty(name, result.Exception is null ? result.Result : null);
            }
        }
    }

    private void Add(PSObject target, PSNoteProperty property)
    {
        if (target.Properties[property.Name] is null)
        {
            target.Properties.Add(property);
            return;
        }
        // A wildcard may meet a property again that was named before; two given names may not meet.
        if (_properties.Exists(one => one.Expression.HasWildCardCharacters)) return;
        Error($"The property cannot be processed because the property \"{property.Name}\" already exists.",
            "AlreadyExistingUserSpecifiedPropertyNoExpand", ErrorCategory.InvalidOperation, target);
    }

    private IEnumerable<object?> Expand(PSObject item)
    {
        var results = _expanded!.GetValues(item, expand: true, eatExceptions: false);
        if (results.Count == 0)
        {
            Error($"Property \"{_expanded}\" cannot be found.", "ExpandPropertyNotFound",
                ErrorCategory.InvalidArgument, item);
            yield break;
        }
        if (results[0].Exception is { } failure)
        {
            Error(failure.Message, "PropertyEvaluationExpand", ErrorCategory.InvalidResult, item);
            yield break;
        }
        var values = LanguagePrimitives.GetEnumerable(results[0].Result)?.Cast<object?>() ?? [results[0].Result];
        foreach (object? value in values) yield return _properties.Count == 0 ? value : WithProperties(item, value);
    }

    private PSObject WithProperties(PSObject item, object? value)
    {
        var result = PSObject.AsPSObject(value ?? "").Copy();
        foreach (var property in Values(item)) Add(result, property);
        return result;
    }

    private void Error(string message, string id, ErrorCategory category, object target) =>
        _command.WriteError(new ErrorRecord(new PSArgumentException(message), id, category, target));
}
