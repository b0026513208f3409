using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Tells whether items are there.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = ByPath)]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : PSCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>The paths; wildcards are resolved.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByPath)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Path { get; set; } = [];

    /// <summary>The paths, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>What the item has to be.</summary>
    [Parameter]
    [Alias("Type")]
    public TestPathType PathType { get; set; } = TestPathType.Any;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[]? paths = ParameterSetName == ByPath ? Path : LiteralPath;
        if (paths is null or [])
        {
            var error = new PSArgumentException("The provided Path argument was null or an empty collection.");
            WriteError(new ErrorRecord(error, "NullPathNotPermitted", ErrorCategory.InvalidArgument, paths));
            return;
        }
        foreach (string path in paths)
            WriteObject(!string.IsNullOrWhiteSpace(path) && IsThere(path));
    }

    private bool IsThere(string path)
    {
        try
        {
            return Exists(path) && PathType switch
            {
                TestPathType.Container => IsContainer(path),
                TestPathType.Leaf => !IsContainer(path),
                _ => true,
            };
        }
        catch (SessionStateException)
        {
            return false;
        }
    }

    private bool Exists(string path) =>
        SessionState.InvokeProvider.Item.Exists(path, force: false, literalPath: ParameterSetName == ByLiteralPath);

    private bool IsContainer(string path) => SessionState.InvokeProvider.Item.IsContainer(
        ParameterSetName == ByLiteralPath ? WildcardPattern.Escape(path) : path);
}
