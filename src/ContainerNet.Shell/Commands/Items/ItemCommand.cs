using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>A cmdlet that works on the items of any provider.</summary>
public abstract class ItemCommand : PSCmdlet
{
    /// <summary>The name of the parameter set with wildcards.</summary>
    protected const string ByPath = "Path";

    /// <summary>The name of the parameter set without wildcards.</summary>
    protected const string ByLiteralPath = "LiteralPath";

    /// <summary>The paths, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Whether hidden items count, and read-only ones are no obstacle.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether the paths are without wildcards.</summary>
    protected bool IsLiteral => ParameterSetName == ByLiteralPath;

    /// <summary>Works on one path; what a provider throws becomes a non-terminating error.</summary>
    protected void Attempt(string path, Action<string> work)
    {
        try
        {
            work(path);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException error)
        {
            WriteError(new ErrorRecord(error.ErrorRecord, error));
        }
    }
}
