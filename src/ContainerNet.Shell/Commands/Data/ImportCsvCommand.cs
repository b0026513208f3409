using System.Management.Automation;
using ContainerNet.Shell.Commands.Items;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Makes objects of files with delimited text.</summary>
[Cmdlet(VerbsData.Import, "Csv", DefaultParameterSetName = ByPath)]
public sealed class ImportCsvCommand : FilePathCommand
{
    /// <summary>What stands between the values.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <summary>The names of the columns, where the files have none.</summary>
    [Parameter]
    public string[]? Header { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string file in ExistingFiles())
        {
            try
            {
                using var text = new StreamReader(file);
                foreach (var item in new CsvObjectReader(this, Delimiter, Header).Read(text)) WriteObject(item);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                WritePathError(error, "FileOpenFailure", file);
            }
        }
    }
}
