using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>Tells whether two objects are the same for -Unique.</summary>
internal sealed class UniqueObjects(bool ignoreCase)
{
    /// <summary>Whether both show the same.</summary>
    public bool AreEqual(PSObject one, PSObject other)
    {
        bool made = one.BaseObject is PSCustomObject, otherMade = other.BaseObject is PSCustomObject;
        if (made != otherMade) return false;
        return made ? SameProperties(one, other) : LanguagePrimitives.Equals(one, other, ignoreCase);
    }

    private bool SameProperties(PSObject one, PSObject other)
    {
        var properties = one.Properties.ToArray();
        return properties.Length == other.Properties.Count()
            && Array.TrueForAll(properties, property => other.Properties[property.Name] is { } match
                && LanguagePrimitives.Equals(property.Value, match.Value, ignoreCase));
    }
}
