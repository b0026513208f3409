namespace ContainerNet.Shell.Modules;

/// <summary>Finds the ContainerNet module that belongs to this shell.</summary>
internal static class ModuleLocation
{
    private const string ModuleName = "ContainerNet";

    /// <summary>The environment variable that names another module: its folder or its manifest.</summary>
    public const string Variable = "CONTAINERNET_MODULE";

    /// <summary>The manifest's path, or null where there is none.</summary>
    public static string? Find() => Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);

    /// <summary>
    /// The manifest named by <paramref name="named"/>, which must exist then; otherwise the highest version in
    /// <c>../ContainerNet</c> of <paramref name="programFolder"/>.
    /// </summary>
    public static string? Find(string? named, string programFolder)
    {
        if (!string.IsNullOrEmpty(named))
            return Directory.Exists(named) ? Newest(named) ?? Manifest(named) : Path.GetFullPath(named);
        return Newest(Path.Combine(programFolder, "..", ModuleName));
    }

    /// <summary>
    /// The folder for PSModulePath, which has the module's own folder; null when the module lies anywhere else, since
    /// the engine looks for modules all through the folders of PSModulePath.
    /// </summary>
    public static string? Root(string manifest)
    {
        string folder = Path.GetDirectoryName(manifest)!;
        if (Version.TryParse(Path.GetFileName(folder), out _)) folder = Path.GetDirectoryName(folder)!;
        return Path.GetFileName(folder) == ModuleName ? Path.GetDirectoryName(folder) : null;
    }

    private static string? Newest(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        var versions =
            from path in Directory.EnumerateDirectories(Path.GetFullPath(folder))
            let version = Version.TryParse(Path.GetFileName(path), out var parsed) ? parsed : null
            where version is not null && File.Exists(Manifest(path))
            orderby version descending
            select Manifest(path);
        return versions.FirstOrDefault();
    }

    private static string Manifest(string folder) => Path.GetFullPath(Path.Combine(folder, ModuleName + ".psd1"));
}
