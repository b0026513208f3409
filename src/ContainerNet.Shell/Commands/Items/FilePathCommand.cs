using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>A cmdlet that works on files named by -Path, with wildcards, or by -LiteralPath.</summary>
public abstract class FilePathCommand : PSCmdlet
{
    /// <summary>The name of the parameter set with wildcards.</summary>
    protected const string ByPath = "Path";

    /// <summary>The name of the parameter set without wildcards.</summary>
    protected const string ByLiteralPath = "LiteralPath";

    /// <summary>The paths; wildcards are resolved.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The paths, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Whether the paths are without wildcards.</summary>
    protected bool IsLiteral => ParameterSetName.StartsWith(ByLiteralPath, StringComparison.Ordinal);

    /// <summary>The paths as they were given.</summary>
    protected string[] Given => IsLiteral ? LiteralPath : Path;

    /// <summary>The existing files; a path without any is an error of its own.</summary>
    protected IEnumerable<string> ExistingFiles() => Given.SelectMany(ExistingFiles);

    /// <summary>The file of a path that need not exist.</summary>
    protected string NewFile(string path) => GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Writes an error about a path.</summary>
    protected void WritePathError(Exception error, string id, string path) =>
        WriteError(new ErrorRecord(error, id, Category(error), path));

    /// <summary>The existing files of one path.</summary>
    protected List<string> ExistingFiles(string path)
    {
        try
        {
            if (!IsLiteral) return [.. GetResolvedProviderPathFromPSPath(path, out _)];
            string file = GetUnresolvedProviderPathFromPSPath(path);
            if (File.Exists(file) || Directory.Exists(file)) return [file];
            WritePathError(NotFound(path), "PathNotFound", path);
        }
        catch (ItemNotFoundException error)
        {
            WritePathError(error, "PathNotFound", path);
        }
        return [];
    }

    /// <summary>The error about a path that is not there.</summary>
    protected static ItemNotFoundException NotFound(string path) =>
        new($"Cannot find path '{path}' because it does not exist.");

    private static ErrorCategory Category(Exception error) => error switch
    {
        ItemNotFoundException or FileNotFoundException => ErrorCategory.ObjectNotFound,
        UnauthorizedAccessException => ErrorCategory.PermissionDenied,
        _ => ErrorCategory.WriteError,
    };
}
