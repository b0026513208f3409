using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Operations;

namespace ContainerNet.Engine;

/// <summary>Where the cmdlets find the engine: the one public type of the assembly.</summary>
public static class EngineFactory
{
    /// <summary>Makes an engine on the folders that the environment names, or the usual ones.</summary>
    public static IContainerNetEngine Create() => new ContainerNetEngine(EngineOptions.FromEnvironment());
}
