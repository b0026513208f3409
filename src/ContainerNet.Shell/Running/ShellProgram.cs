using System.Management.Automation.Runspaces;
using ContainerNet.Shell.CommandLine;
using ContainerNet.Shell.Engine;
using ContainerNet.Shell.Hosting;
using ContainerNet.Shell.Prompt;

namespace ContainerNet.Shell.Running;

/// <summary>One run of the shell, from the command line to the exit code.</summary>
internal sealed class ShellProgram
{
    private const int BadCommandLine = 64;

    private readonly ShellOptions _options;
    private readonly ShellConsole _console;
    private readonly ShellHost _host;
    private readonly Interrupts _interrupts;
    private readonly PipelineRunner _runner;
    private readonly Runspace _runspace;

    private ShellProgram(
        ShellOptions options, ShellConsole console, ShellHost host, EngineSession session, Interrupts interrupts)
    {
        _options = options;
        _console = console;
        _host = host;
        _interrupts = interrupts;
        _runspace = session.Runspace;
        _runner = new PipelineRunner(session.Runspace, interrupts);
    }

    /// <summary>Does what the command line says; returns the exit code.</summary>
    public static int Run(ShellOptions options)
    {
        var console = ShellConsole.Open();
        if (options.Error is not null)
        {
            console.Error.WriteLine(options.Error + "\n" + Usage.Text);
            return BadCommandLine;
        }
        if (options.Mode is ShellMode.Version or ShellMode.Help)
        {
            console.Output.WriteLine(options.Mode == ShellMode.Version ? Usage.Version : Usage.Text);
            return 0;
        }
        if (!EnterWorkingDirectory(options, console)) return BadCommandLine;
        var host = new ShellHost(new ShellUserInterface(console, options.NonInteractive));
        using var interrupts = new Interrupts();
        using var session = EngineSession.Open(host, console);
        return new ShellProgram(options, console, host, session, interrupts).Run();
    }

    private static bool EnterWorkingDirectory(ShellOptions options, ShellConsole console)
    {
        if (options.WorkingDirectory is not { } folder) return true;
        try
        {
            // The engine starts where the process is.
            Directory.SetCurrentDirectory(folder);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine($"Cannot start in '{folder}': {error.Message}");
            return false;
        }
    }

    private int Run()
    {
        RunProfile();
        if (_host.ExitCode is { } early) return early;
        bool asks = _console.InputIsTerminal && !_options.NonInteractive;
        int code = _options.Mode switch
        {
            ShellMode.File => RunFile(),
            ShellMode.Command => RunText(_options.Text, StandardInput.For(_options.Text)),
            ShellMode.Prompt when asks => RunPrompt(greets: !_options.NoLogo),
            _ => RunText(_console.ReadToEnd(), input: null),
        };
        if (_options.NoExit && asks && _options.Mode != ShellMode.Prompt && _host.ExitCode is null)
            code = RunPrompt(greets: false);
        return _host.ExitCode ?? code;
    }

    private void RunProfile()
    {
        _runspace.SessionStateProxy.SetVariable("PROFILE", UserProfile.Path);
        if (_options.NoProfile || !File.Exists(UserProfile.Path)) return;
        _runner.RunFile(new Command(UserProfile.Path, isScript: false, useLocalScope: false), input: null);
    }

    private int RunPrompt(bool greets)
    {
        if (greets) _console.Output.WriteLine(Usage.Version);
        new PromptLoop(_runspace, _runner, _host, _console, _interrupts).Run();
        return _interrupts.Terminated ? _interrupts.ExitCode : 0;
    }

    private int RunFile()
    {
        string script = File.ReadAllText(_options.Text);
        // A script without the extension (a #! line found us) is no command to the engine, only text.
        bool isCommand = Path.GetExtension(_options.Text).Equals(".ps1", StringComparison.OrdinalIgnoreCase);
        var command = isCommand
            ? new Command(_options.Text, isScript: false, useLocalScope: false)
            : new Command(script, isScript: true, useLocalScope: false);
        ScriptArguments.AddTo(command, _options.Arguments);
        EngineInternals.LetScriptFilesExit(_runspace);
        return _runner.RunFile(command, StandardInput.For(script)) switch
        {
            RunOutcome.Stopped => _interrupts.ExitCode,
            RunOutcome.Threw => 1,
            _ => 0,
        };
    }

    private int RunText(string text, StandardInput? input)
    {
        return _runner.RunText(text, _options.Arguments, input) switch
        {
            RunOutcome.Stopped => _interrupts.ExitCode,
            RunOutcome.Succeeded => 0,
            _ => 1,
        };
    }
}
