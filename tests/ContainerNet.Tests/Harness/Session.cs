using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ContainerNet.Tests.Harness;

/// <summary>A PowerShell session with the staged module, on the thread that made it.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace;

    public Session(TestConsole? console = null)
    {
        Console = console ?? new TestConsole();
        _ = StagedModule.Temporary;
        _runspace = RunspaceFactory.CreateRunspace(Console, InitialSessionState.CreateDefault2());
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        Run($"Import-Module '{StagedModule.Manifest}'");
    }

    public TestConsole Console { get; }

    /// <summary>Gives the session a variable.</summary>
    public void Let(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script that must not give an error.</summary>
    public Outcome Run(string script)
    {
        Outcome outcome = Try(script);
        if (outcome.End is not null || outcome.Errors.Count > 0)
        {
            string errors = string.Join('\n', outcome.Errors.Append(outcome.End).OfType<ErrorRecord>());
            Assert.Fail($"{script}\n{errors}");
        }

        return outcome;
    }

    /// <summary>Runs a script that may fail.</summary>
    public Outcome Try(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        var objects = new PSDataCollection<PSObject>();
        ErrorRecord? end = null;
        try
        {
            shell.Invoke(null, objects);
        }
        catch (RuntimeException e)
        {
            end = e.ErrorRecord;
        }

        return new Outcome
        {
            Objects = [.. objects],
            Errors = [.. shell.Streams.Error],
            Warnings = [.. shell.Streams.Warning.Select(w => w.Message)],
            Verbose = [.. shell.Streams.Verbose.Select(v => v.Message)],
            Console = Console.Take(),
            End = end,
        };
    }

    /// <summary>Runs a script, and tells each verbose line and progress status while it goes on.</summary>
    /// <param name="script">The script; it may be stopped.</param>
    /// <param name="said">Hears the line, on this thread, and may stop the script from another.</param>
    public void Listen(string script, Action<PowerShell, string> said)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript($"$VerbosePreference = 'Continue'; {script}");
        shell.Streams.Verbose.DataAdded += (_, e) => said(shell, shell.Streams.Verbose[e.Index].Message);
        shell.Streams.Progress.DataAdded += (_, e) =>
        {
            ProgressRecord record = shell.Streams.Progress[e.Index];
            said(shell, $"{record.Activity}: {record.RecordType}");
        };
        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // It was stopped.
        }
    }

    /// <summary>Runs a script, and stops it as Ctrl-C does when it says a text.</summary>
    /// <returns>Whether it said it.</returns>
    public bool StopAt(string script, string text)
    {
        bool stops = false;
        Listen(script, (shell, line) =>
        {
            if (stops || !line.Contains(text, StringComparison.Ordinal)) return;
            stops = true;
            shell.BeginStop(null, null);
            while (shell.InvocationStateInfo.State == PSInvocationState.Running) Thread.Sleep(1);
        });
        return stops;
    }

    /// <summary>What TAB offers at the end of a line.</summary>
    public IReadOnlyList<string> Complete(string line)
    {
        using var shell = PowerShell.Create(_runspace);
        CommandCompletion completion = CommandCompletion.CompleteInput(line, line.Length, null, shell);
        return [.. completion.CompletionMatches.Select(m => m.CompletionText)];
    }

    public void Dispose() => _runspace.Dispose();
}
