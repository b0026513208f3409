namespace ContainerNet.Commands;

/// <summary>Errors that a cmdlet finds itself, before it asks the engine for a change.</summary>
internal static class NameReports
{
    public static ContainerNetException Unreadable(string file, Exception reason) => new(
        "FileUnreadable", CtErrorKind.NotFound, $"Cannot read {file}: {reason.Message}", file,
        "Name an existing file that you can read.", reason);

    public static ContainerNetException Unwritable(string file, Exception reason) => new(
        "FileUnwritable", CtErrorKind.PermissionDenied, $"Cannot write {file}: {reason.Message}", file,
        "Name a file in an existing folder that you can write to.", reason);

    /// <summary>Reports exact names that matched nothing; a wildcard without a match is silent.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool WriteMissing(
        this CtCommand command, NamePattern containers, NamePattern names, string[]? asked,
        IContainerNetEngine? engine = null)
    {
        string[] missing = [.. containers.Missing];
        foreach (string name in missing) command.WriteError(NotFoundErrors.Container(name));
        if (missing.Length > 0) return true;
        bool any = false;
        foreach (string name in names.Missing)
        {
            // A difference may be about a container as a whole.
            if (name.Length == 0 && engine is not null) continue;

            // An interface without IPs, or differences, gives nothing to match, and yet exists.
            bool exists = engine?.GetInterfaces(containers.Matches)
                .Any(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) == true;
            if (exists) continue;
            any = true;
            command.WriteError(NotFoundErrors.Interface(asked is { Length: 1 } ? $"{asked[0]}/{name}" : name));
        }

        return any;
    }
}
