using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Finds the items that paths with wildcards mean.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = ByPath)]
[OutputType(typeof(PathInfo), typeof(string))]
public sealed class ResolvePathCommand : ItemCommand
{
    /// <summary>The paths; wildcards are resolved.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Whether the result is text, relative to the current folder.</summary>
    [Parameter]
    public SwitchParameter Relative { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in IsLiteral ? LiteralPath.Select(WildcardPattern.Escape) : Path) Attempt(path, Resolve);
    }

    private void Resolve(string path)
    {
        foreach (var found in SessionState.Path.GetResolvedPSPathFromPSPath(path))
            WriteObject(Relative ? RelativePath(found) : found);
    }

    private string RelativePath(PathInfo found)
    {
        string relative = SessionState.Path.NormalizeRelativePath(
            found.Path, SessionState.Path.CurrentLocation.ProviderPath);
        return relative.StartsWith('.') || System.IO.Path.IsPathRooted(relative)
            ? relative
            : SessionState.Path.Combine(".", relative);
    }
}
