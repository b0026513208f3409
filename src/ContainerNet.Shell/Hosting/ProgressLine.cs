using System.Diagnostics;
using System.Management.Automation;

namespace ContainerNet.Shell.Hosting;

/// <summary>Progress as one line of a terminal, gone before anything else is written.</summary>
internal sealed class ProgressLine(ShellConsole console)
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(100);
    private readonly Stopwatch _sinceDrawn = new();
    private bool _shown;

    /// <summary>Shows a record, unless the last one was drawn a moment ago.</summary>
    public void Show(ProgressRecord record)
    {
        if (!console.Error.IsTerminal) return;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }
        if (_sinceDrawn.IsRunning && _sinceDrawn.Elapsed < s_between) return;
        _sinceDrawn.Restart();
        console.Error.WriteRaw($"\r\e[2K{Line(record, Console.WindowWidth - 1)}");
        _shown = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (!_shown) return;
        _shown = false;
        console.Error.WriteRaw("\r\e[2K");
    }

    private static string Line(ProgressRecord record, int width)
    {
        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        string text = $"{record.Activity}: {record.StatusDescription}{percent}".ReplaceLineEndings(" ");
        return width > 0 && text.Length > width ? text[..width] : text;
    }
}
