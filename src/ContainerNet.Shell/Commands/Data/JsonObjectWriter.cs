using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Reflection;
using Newtonsoft.Json;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Writes PowerShell's objects as JSON: values as such, anything else by its properties.</summary>
internal sealed class JsonObjectWriter(int depth, bool enumsAsStrings) : IDisposable
{
    private const PSMemberTypes Extended = PSMemberTypes.NoteProperty | PSMemberTypes.AliasProperty
        | PSMemberTypes.ScriptProperty | PSMemberTypes.CodeProperty;

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture);
    private JsonTextWriter _json = new(TextWriter.Null);

    /// <summary>Whether something lay deeper than the depth.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>The JSON of an object.</summary>
    public string Write(object? value, bool indented)
    {
        _json = new JsonTextWriter(_text) { Formatting = indented ? Formatting.Indented : Formatting.None };
        WriteValue(value, 0);
        _json.Flush();
        return _text.ToString();
    }

    /// <summary>Frees the text.</summary>
    public void Dispose()
    {
        ((IDisposable)_json).Dispose();
        _text.Dispose();
    }

    private void WriteValue(object? value, int level)
    {
        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        if (IsScalar(plain))
        {
            _json.WriteValue(plain);
        }
        else if (plain is Enum named)
        {
            WriteEnum(named);
        }
        else if (level > depth)
        {
            IsTruncated = true;
            _json.WriteValue(LanguagePrimitives.ConvertTo<string>(value));
        }
        else if (plain is IEnumerable list and not IDictionary)
        {
            WriteArray(list, level);
        }
        else
        {
            WriteObject(value, plain!, level);
        }
    }

    private static bool IsScalar(object? value) => value is null or DBNull or string or char or bool or Guid or Uri
        or DateTime or DateTimeOffset or double or float or decimal or BigInteger
        or sbyte or byte or short or ushort or int or uint or long or ulong;

    private void WriteEnum(Enum value)
    {
        if (enumsAsStrings) _json.WriteValue(value.ToString());
        else _json.WriteRawValue(value.ToString("D"));
    }

    private void WriteArray(IEnumerable list, int level)
    {
        _json.WriteStartArray();
        foreach (object? element in list) WriteValue(element, level + 1);
        _json.WriteEndArray();
    }

    private void WriteObject(object? value, object plain, int level)
    {
        _json.WriteStartObject();
        var names = new HashSet<string>();
        foreach (var (name, member) in Members(plain).Concat(ExtendedMembers(value)))
        {
            if (!names.Add(name)) continue;
            _json.WritePropertyName(name);
            WriteValue(member, level + 1);
        }
        _json.WriteEndObject();
    }

    private static IEnumerable<(string Name, object? Value)> Members(object value) => value switch
    {
        IDictionary table => table.Keys.Cast<object>().Select(key => (key.ToString()!, table[key])),
        PSObject => [],
        _ => DotNetMembers(value),
    };

    private static IEnumerable<(string Name, object? Value)> ExtendedMembers(object? value) =>
        from property in (value as PSObject)?.Properties ?? Enumerable.Empty<PSPropertyInfo>()
        where (property.MemberType & Extended) != 0
        select (property.Name, Attempt(() => property.Value));

    private static IEnumerable<(string Name, object? Value)> DotNetMembers(object value)
    {
        var type = value.GetType();
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            yield return (field.Name, field.GetValue(value));
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                yield return (property.Name, Attempt(() => property.GetValue(value)));
        }
    }

    // A property that cannot be read (an IPv4 address has no ScopeId) is no reason to write nothing.
    private static object? Attempt(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is TargetInvocationException or GetValueException)
        {
            return null;
        }
    }
}
