using System.Management.Automation;
using Newtonsoft.Json.Linq;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Makes PowerShell's objects of a JSON document.</summary>
internal sealed class JsonObjectReader(bool asHashtable)
{
    /// <summary>The object of an element.</summary>
    public object? Read(JToken token) => token switch
    {
        JObject element => asHashtable ? ReadHashtable(element) : ReadObject(element),
        JArray array => array.Select(Read).ToArray(),
        JValue value => value.Value,
        _ => null,
    };

    private PSObject ReadObject(JObject element)
    {
        var result = new PSObject();
        foreach (var member in element.Properties())
        {
            if (member.Name.Length == 0)
            {
                throw new InvalidDataException(
                    "The provided JSON includes a property whose name is an empty string; use -AsHashTable.");
            }
            if (result.Properties[member.Name] is { } same && same.Name != member.Name)
            {
                throw new InvalidDataException($"The JSON contains the keys '{same.Name}' and '{member.Name}', "
                    + "which differ in case only; use -AsHashTable.");
            }
            result.Properties.Remove(member.Name);
            result.Properties.Add(new PSNoteProperty(member.Name, Read(member.Value)));
        }
        return result;
    }

    private OrderedHashtable ReadHashtable(JObject element)
    {
        var result = new OrderedHashtable();
        foreach (var member in element.Properties()) result[member.Name] = Read(member.Value);
        return result;
    }
}
