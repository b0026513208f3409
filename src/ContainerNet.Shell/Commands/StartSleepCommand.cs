using System.Management.Automation;

namespace ContainerNet.Shell.Commands;

/// <summary>Waits.</summary>
[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = nameof(Seconds))]
public sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();

    /// <summary>How many seconds.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = nameof(Seconds))]
    [ValidateRange(0.0, int.MaxValue / 1000.0)]
    public double Seconds { get; set; }

    /// <summary>How many milliseconds.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(Milliseconds))]
    [ValidateRange(0, int.MaxValue)]
    [Alias("ms")]
    public int Milliseconds { get; set; }

    /// <summary>How long.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(Duration))]
    [Alias("ts")]
    public TimeSpan Duration { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _stopped.Wait(ParameterSetName switch
    {
        nameof(Seconds) => TimeSpan.FromSeconds(Seconds),
        nameof(Milliseconds) => TimeSpan.FromMilliseconds(Milliseconds),
        _ => Duration,
    });

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopped.Set();

    /// <inheritdoc/>
    public void Dispose() => _stopped.Dispose();
}
