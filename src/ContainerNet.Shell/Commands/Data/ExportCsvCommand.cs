using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Writes objects to a file as delimited text.</summary>
[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true)]
public sealed class ExportCsvCommand : PSCmdlet, IDisposable
{
    private CsvObjectWriter? _writer;
    private StreamWriter? _file;

    /// <summary>The objects.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The file.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    public string Path { get; set; } = "";

    /// <summary>What stands between the values.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <summary>When values are quoted.</summary>
    [Parameter]
    public QuoteKind UseQuotes { get; set; } = QuoteKind.Always;

    /// <summary>Whether the objects are added to those in the file, whose columns stay.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Whether an existing file is an error.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Accepted for scripts that say it; there is no type line.</summary>
    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!ShouldProcess(Path)) return;
        string file = GetUnresolvedProviderPathFromPSPath(Path);
        _writer = new CsvObjectWriter(Delimiter, UseQuotes);
        try
        {
            if (Append && File.Exists(file) && new FileInfo(file).Length > 0) _writer.Columns = ColumnsIn(file);
            _file = new StreamWriter(file, Append
                ? new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write }
                : new FileStreamOptions
                {
                    Mode = NoClobber ? FileMode.CreateNew : FileMode.Create,
                    Access = FileAccess.Write,
                });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(error, "FileOpenFailure", ErrorCategory.OpenError, Path));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_writer is null || InputObject is null) return;
        if (_writer.Columns is null)
        {
            _writer.Columns = CsvObjectWriter.ColumnsOf(InputObject);
            _file!.WriteLine(_writer.Header);
        }
        _file!.WriteLine(_writer.Row(InputObject));
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private List<string>? ColumnsIn(string file)
    {
        using var text = new StreamReader(file);
        return new CsvReader(text, Delimiter).ReadRecord();
    }
}
