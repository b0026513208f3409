using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace ContainerNet.Commands;

/// <content>What the user hears while a call of the engine goes on.</content>
public abstract partial class CtCommand : ICtObserver
{
    private const int ProgressId = 1;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private ExceptionDispatchInfo? _late;
    private bool _attended;
    private string _step = "";
    private long _began;
    private long _shown;

    /// <inheritdoc/>
    void ICtObserver.Warning(string message) => Report(() => WriteWarning(message));

    /// <inheritdoc/>
    bool ICtObserver.WantsVerbose => Wants("Verbose") || WantsDebug || IsSlow;

    /// <inheritdoc/>
    void ICtObserver.Verbose(string message)
    {
        _step = message;
        Report(() => WriteStep(message));
        ShowProgress();
    }

    /// <inheritdoc/>
    void ICtObserver.Error(ContainerNetException error)
    {
        HasUnread = true;
        Report(() => WriteError(error));
    }

    /// <summary>Whether the engine has told of something that it could not read.</summary>
    private protected bool HasUnread { get; private set; }

    /// <summary>
    /// Calls the engine, with -Debug and progress; ends the pipeline afterwards, if a report has asked for that.
    /// </summary>
    private protected T Attended<T>(Func<T> call)
    {
        // A report of an earlier call, which itself failed, may have asked for the pipeline's end.
        _late?.Throw();
        _began = Stopwatch.GetTimestamp();
        _shown = 0;
        _attended = true;
        try
        {
            using (Engine.Attend(ShowProgress, WantsDebug ? m => Report(() => WriteDebug(m)) : null))
            {
                T result = call();
                _late?.Throw();
                return result;
            }
        }
        finally
        {
            if (_shown != 0) Defer(() => WriteProgress(Progress(ProgressRecordType.Completed)));
            _attended = false;
        }
    }

    private bool WantsDebug => Wants("Debug");

    // A call that takes long shows its steps as progress.
    private bool IsSlow => Stopwatch.GetElapsedTime(_began) >= s_patience;

    private bool Wants(string stream) => MyInvocation.BoundParameters.TryGetValue(stream, out object? given)
        ? given is SwitchParameter { IsPresent: true }
        : GetVariableValue($"{stream}Preference")
            is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    // With -Debug alone, PowerShell would ask for confirmation at each verbose line.
    private void WriteStep(string message)
    {
        bool debugAlone = MyInvocation.BoundParameters.ContainsKey("Debug")
            && !MyInvocation.BoundParameters.ContainsKey("Verbose");
        if (debugAlone) WriteDebug(message);
        else WriteVerbose(message);
    }

    // A report ends the pipeline after Ctrl-C, and when the user's preference is Stop. The engine must not hear of it
    // in
    // the middle of a change: the pipeline ends when its call does, which Ctrl-C cuts short by the token.
    private void Report(Action write)
    {
        if (_late is not null) return;
        if (_attended) Defer(write);
        else write();
    }

    private void Defer(Action write)
    {
        try
        {
            write();
        }
        catch (RuntimeException e)
        {
            _late ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    private void ShowProgress()
    {
        if (!IsSlow) return;
        if (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < s_pause) return;
        _shown = Stopwatch.GetTimestamp();
        Report(() => WriteProgress(Progress(ProgressRecordType.Processing)));
    }

    private ProgressRecord Progress(ProgressRecordType type) =>
        new(ProgressId, MyInvocation.MyCommand.Name, _step.Length > 0 ? _step : "Working")
        {
            RecordType = type,
            SecondsRemaining = -1,
        };
}
