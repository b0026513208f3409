namespace ContainerNet.Engine.Tests.Harness;

/// <summary>What the engine told during a call.</summary>
/// <param name="step">Hears each step while the call goes on, and may stop it; null when nobody does.</param>
internal sealed class Told(Action<string>? step = null) : ICtObserver
{
    public List<string> Warnings { get; } = [];

    public List<string> Steps { get; } = [];

    /// <summary>Why one thing of many could not be read.</summary>
    public List<ContainerNetException> Errors { get; } = [];

    public void Warning(string message) => Warnings.Add(message);

    public void Verbose(string message)
    {
        Steps.Add(message);
        step?.Invoke(message);
    }

    public void Error(ContainerNetException error) => Errors.Add(error);
}
