using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>A cmdlet that writes text to files.</summary>
public abstract class ContentWriterCommand : FilePathCommand, IDisposable
{
    private readonly Dictionary<string, StreamWriter> _files = [];

    /// <summary>The values, a line each.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    /// <summary>Whether the line ends are left out.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>How a file is opened.</summary>
    protected abstract FileMode Mode { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Given)
        {
            if (Open(NewFile(path), path) is not { } file) continue;
            foreach (object? value in Value ?? [])
            {
                file.Write(value is null ? "" : LanguagePrimitives.ConvertTo<string>(value));
                if (!NoNewline) file.WriteLine();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files.Values) file?.Dispose();
        _files.Clear();
        GC.SuppressFinalize(this);
    }

    // A file is opened once in a pipeline, so that each object of it adds to the last.
    private StreamWriter? Open(string file, string path)
    {
        if (_files.TryGetValue(file, out var known)) return known;
        StreamWriter? opened = null;
        try
        {
            if (ShouldProcess($"Path: {file}"))
                opened = new StreamWriter(file, new FileStreamOptions { Mode = Mode, Access = FileAccess.Write });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            WritePathError(error, "GetContentWriterError", path);
        }
        return _files[file] = opened!;
    }
}
