using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ContainerNet.Shell.Engine;

namespace ContainerNet.Shell.Running;

/// <summary>Runs one command with its output and errors formatted on the host, as a prompt does.</summary>
internal sealed class PipelineRunner(Runspace runspace, Interrupts interrupts)
{
    /// <summary>Runs a script file; standard input, if given, becomes <c>$input</c>.</summary>
    public RunOutcome RunFile(Command file, StandardInput? input)
    {
        using var pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add(file);
        return Execute(pipeline, input);
    }

    /// <summary>Runs a command line or what was typed at a prompt.</summary>
    public RunOutcome RunText(
        string text, IReadOnlyList<string>? arguments = null, StandardInput? input = null, bool nested = false)
    {
        // Only what goes to the history leaves its $? behind.
        using var pipeline = nested
            ? runspace.CreateNestedPipeline(text, addToHistory: true)
            : runspace.CreatePipeline(text, addToHistory: true);
        foreach (string argument in arguments ?? []) pipeline.Commands[0].Parameters.Add(null, argument);
        return Execute(pipeline, input);
    }

    private RunOutcome Execute(Pipeline pipeline, StandardInput? input)
    {
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(OutDefault());
        try
        {
            bool stopped = input is null ? Invoke(pipeline) : Invoke(pipeline.Commands, input);
            return stopped ? RunOutcome.Stopped : Outcome(pipeline.IsNested);
        }
        catch (PipelineStoppedException)
        {
            return RunOutcome.Stopped;
        }
        catch (Exception error) when (error is RuntimeException or InvalidOperationException)
        {
            Report(error, pipeline.IsNested);
            return RunOutcome.Threw;
        }
    }

    private bool Invoke(Pipeline pipeline)
    {
        using var interruptible = interrupts.Guard(pipeline.StopAsync);
        pipeline.Invoke();
        return pipeline.PipelineStateInfo.State == PipelineState.Stopped;
    }

    // A pipeline that is invoked on this thread takes no input after its start; this form of it does.
    private bool Invoke(CommandCollection commands, StandardInput input)
    {
        using var shell = PowerShell.Create(runspace);
        foreach (var command in commands) shell.Commands.AddCommand(command);
        using var interruptible = interrupts.Guard(() => shell.BeginStop(callback: null, state: null));
        shell.Invoke(input.Read(), new PSDataCollection<PSObject>(), new PSInvocationSettings { AddToHistory = true });
        return shell.InvocationStateInfo.State == PSInvocationState.Stopped;
    }

    // As the engine would have shown it, had it been written rather than thrown.
    private void Report(Exception error, bool nested)
    {
        var record = error is IContainsErrorRecord container
            ? container.ErrorRecord
            : new ErrorRecord(error, "ShellReport", ErrorCategory.NotSpecified, null);
        using var pipeline = nested ? runspace.CreateNestedPipeline() : runspace.CreatePipeline();
        var shown = new PSObject(record);
        EngineInternals.MarkAsError(shown);
        pipeline.Commands.Add(OutDefault());
        pipeline.Input.Write(shown);
        pipeline.Input.Close();
        pipeline.Invoke();
    }

    private static Command OutDefault() => new("Out-Default")
    {
        MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output,
    };

    private RunOutcome Outcome(bool nested)
    {
        using var pipeline = nested
            ? runspace.CreateNestedPipeline("$global:?", addToHistory: false)
            : runspace.CreatePipeline("$global:?");
        return pipeline.Invoke() is [{ BaseObject: false }] ? RunOutcome.Failed : RunOutcome.Succeeded;
    }
}
