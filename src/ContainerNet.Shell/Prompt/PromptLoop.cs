using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using ContainerNet.Shell.Hosting;
using ContainerNet.Shell.Running;

namespace ContainerNet.Shell.Prompt;

/// <summary>Reads a command, runs it, and again.</summary>
internal sealed class PromptLoop
{
    private readonly Runspace _runspace;
    private readonly PipelineRunner _runner;
    private readonly ShellHost _host;
    private readonly ShellConsole _console;
    private readonly Interrupts _interrupts;
    private readonly CommandHistory _history = new(CommandHistory.DefaultFile);
    private readonly CommandCompleter _completer;

    /// <summary>A prompt on the console.</summary>
    public PromptLoop(
        Runspace runspace, PipelineRunner runner, ShellHost host, ShellConsole console, Interrupts interrupts)
    {
        _runspace = runspace;
        _runner = runner;
        _host = host;
        _console = console;
        _interrupts = interrupts;
        _completer = new CommandCompleter(runspace);
        host.NestedPrompt = RunNested;
    }

    /// <summary>Runs until the user or a command ends the session.</summary>
    public void Run() => Loop(nested: false);

    private void RunNested()
    {
        bool outer = _completer.Nested;
        _completer.Nested = true;
        Loop(nested: true);
        _completer.Nested = outer;
        _host.NestedPromptEnds = false;
    }

    private void Loop(bool nested)
    {
        while (_host.ExitCode is null && !_host.NestedPromptEnds && !_interrupts.Terminated)
        {
            if (ReadCommand(nested) is not { } command) return;
            if (string.IsNullOrWhiteSpace(command)) continue;
            _history.Add(command);
            _runner.RunText(command, nested: nested);
            if (!_console.Output.AtLineStart) _console.Output.WriteLine("");
        }
    }

    // Null at the end of input; an empty command when the line was given up.
    private string? ReadCommand(bool nested)
    {
        var editor = new LineEditor(_history, _completer.Complete, IsIncomplete);
        var renderer = new LineRenderer(Console.Out, () => Console.WindowWidth, PromptText(nested));
        _interrupts.AtPrompt = true;
        Console.TreatControlCAsInput = true;
        try
        {
            return Edit(editor, renderer);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
            _interrupts.AtPrompt = false;
        }
    }

    private static string? Edit(LineEditor editor, LineRenderer renderer)
    {
        while (true)
        {
            // What is pasted is drawn once.
            if (!Console.KeyAvailable) renderer.Draw(editor);
            switch (editor.Press(Console.ReadKey(intercept: true)))
            {
                case EditResult.Accept:
                    renderer.Finish(editor);
                    return editor.Text;
                case EditResult.Cancel:
                    renderer.Finish(editor, "^C");
                    return "";
                case EditResult.EndOfInput:
                    renderer.Finish(editor);
                    return null;
                case EditResult.ClearScreen:
                    renderer.ClearScreen();
                    break;
            }
        }
    }

    private string PromptText(bool nested)
    {
        using var pipeline = nested
            ? _runspace.CreateNestedPipeline("prompt", addToHistory: false)
            : _runspace.CreatePipeline("prompt");
        try
        {
            string text = string.Concat(pipeline.Invoke().Select(part => part?.ToString()));
            return text.Length > 0 ? text : "PS> ";
        }
        catch (System.Management.Automation.RuntimeException)
        {
            // A broken prompt function must not take the prompt away with which it can be mended.
            return "PS> ";
        }
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
