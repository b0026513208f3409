using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Operations;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>An engine that is called on the calling thread: that of another session of the user's.</summary>
internal sealed class EngineSession(EngineOptions options) : EngineClient
{
    private readonly ContainerNetEngine _engine = new(options);

    protected override T Run<T>(Func<IContainerNetEngine, T> call) => call(_engine);
}
