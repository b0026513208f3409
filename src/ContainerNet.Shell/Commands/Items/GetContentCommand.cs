using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Reads files, line by line.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = ByPath)]
[OutputType(typeof(string))]
public sealed class GetContentCommand : FilePathCommand
{
    /// <summary>Whether the whole file is one string.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>How many lines from the start.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [Alias("First", "Head")]
    public int TotalCount { get; set; } = int.MaxValue;

    /// <summary>How many lines from the end.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Last")]
    public int Tail { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Everything that is missing is reported before anything is read.
        var files = Given.Where(IsOnFileSystem).SelectMany(ExistingFiles).ToList();
        foreach (string path in Given)
        {
            if (!IsOnFileSystem(path)) ReadFromProvider(path);
        }
        files.ForEach(ReadFile);
    }

    private bool IsOnFileSystem(string path)
    {
        SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem";
    }

    private void ReadFromProvider(string path)
    {
        foreach (var reader in SessionState.InvokeProvider.Content.GetReader([path], force: false, IsLiteral))
        {
            using (reader) WriteObject(reader.Read(TotalCount), enumerateCollection: true);
        }
    }

    private void ReadFile(string file)
    {
        try
        {
            if (Directory.Exists(file)) throw new UnauthorizedAccessException($"'{file}' is a directory.");
            if (Raw) WriteObject(File.ReadAllText(file));
            else WriteObject(Lines(file), enumerateCollection: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            WritePathError(error, "GetContentReaderError", file);
        }
    }

    private IEnumerable<string> Lines(string file)
    {
        var lines = File.ReadLines(file);
        return Tail < int.MaxValue ? lines.TakeLast(Tail) : lines.Take(TotalCount);
    }
}
