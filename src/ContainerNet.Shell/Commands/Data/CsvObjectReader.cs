using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Makes an object of each record, with the header's names as properties.</summary>
internal sealed class CsvObjectReader(Cmdlet command, char delimiter, IReadOnlyList<string>? header)
{
    private const char TypeMark = '#';
    private const string TypePrefix = "#TYPE ";

    /// <summary>The objects, one by one as the text is read.</summary>
    public IEnumerable<PSObject> Read(TextReader text)
    {
        var reader = new CsvReader(text, delimiter);
        string? typeName = reader.ReadLineWith(TypeMark) is { } line
            && line.StartsWith(TypePrefix, StringComparison.OrdinalIgnoreCase) ? line[TypePrefix.Length..] : null;
        if ((header ?? reader.ReadRecord()) is not { } names) yield break;
        var used = Named(names);
        while (reader.ReadRecord() is { } record) yield return Make(used, record, typeName);
    }

    // A column without a name gets one, and two of the same name cannot be told apart.
    private string[] Named(IReadOnlyList<string> names)
    {
        // A delimiter at the end of the header ends it; it starts no other column.
        var used = new string[names.Count > 1 && names[^1].Length == 0 ? names.Count - 1 : names.Count];
        int unnamed = 0;
        for (int i = 0; i < used.Length; i++) used[i] = names[i].Length > 0 ? names[i] : $"H{++unnamed}";
        if (unnamed > 0)
        {
            command.WriteWarning("One or more headers were not specified. Default names starting with \"H\" have been "
                + "used in place of any missing headers.");
        }
        string? twice = used.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
        {
            command.ThrowTerminatingError(new ErrorRecord(
                new ExtendedTypeSystemException($"The member \"{twice}\" is already present."),
                "AlreadyPresentPSMemberInfoInternalCollectionAdd", ErrorCategory.NotSpecified, null));
        }
        return used;
    }

    private static PSObject Make(string[] names, List<string> record, string? typeName)
    {
        var item = new PSObject(names.Length);
        for (int i = 0; i < names.Length; i++)
            item.Properties.Add(new PSNoteProperty(names[i], i < record.Count ? record[i] : null), preValidated: true);
        if (!string.IsNullOrEmpty(typeName))
        {
            item.TypeNames.Clear();
            item.TypeNames.Add(typeName);
            item.TypeNames.Add("CSV:" + typeName);
        }
        return item;
    }
}
