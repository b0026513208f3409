namespace ContainerNet.Engine.Tests.Harness;

/// <summary>Tests that measure, or that set what the whole program knows: no other runs beside them.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;
