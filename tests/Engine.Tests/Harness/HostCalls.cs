namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// Calls about bridges and the host as a whole, by the rules of <see cref="EngineClient"/>: what has another name than
/// "Try…" or "…Refused" must succeed.
/// </summary>
internal static class HostCalls
{
    /// <summary>What a restore did, and why it did not do the rest.</summary>
    public sealed record Restored(
        IReadOnlyList<CtRestoreStep> Steps, IReadOnlyList<ContainerNetException> Errors)
    {
        public IEnumerable<CtRestoreKind> Kinds => Steps.Select(s => s.Kind);

        public IEnumerable<string> Targets => Steps.Select(s => s.Target);
    }

    public static IReadOnlyList<CtBridge> Bridges(this EngineClient client) =>
        client.Call((engine, _) => engine.GetBridges().ToList());

    public static CtBridge Bridge(this EngineClient client, string name) =>
        client.Bridges().Single(b => b.Name == name);

    public static IReadOnlyList<CtBridgeOutcome> TryBridges(
        this EngineClient client, params IReadOnlyList<CtBridgeChange> changes) =>
        client.Call((engine, told) => engine.ApplyBridges(changes, told));

    /// <summary>Does changes, and gives the bridges that are there afterwards.</summary>
    public static IReadOnlyList<CtBridge> ApplyBridges(
        this EngineClient client, params IReadOnlyList<CtBridgeChange> changes)
    {
        IReadOnlyList<CtBridgeOutcome> outcomes = client.TryBridges(changes);
        foreach (CtBridgeOutcome outcome in outcomes)
        {
            Assert.True(outcome.Error is null, $"{outcome.Change}\n{outcome.Error?.ErrorId}: {outcome.Error?.Message}");
        }

        return [.. outcomes.Select(o => o.Bridge).OfType<CtBridge>()];
    }

    public static ContainerNetException BridgeRefused(this EngineClient client, CtBridgeChange change)
    {
        ContainerNetException? error = Assert.Single(client.TryBridges(change)).Error;
        Assert.NotNull(error);
        return error;
    }

    public static CtNetOption GetOptions(this EngineClient client) => client.Call((engine, _) => engine.GetOptions());

    public static CtNetOption SetOptions(this EngineClient client, OptionSettings settings) =>
        client.Call((engine, _) => engine.SetOptions(settings));

    /// <summary>Brings back whatever is missing: first the bridges, which containers are ports of.</summary>
    public static IReadOnlyList<CtRestoreStep> Restore(this EngineClient client)
    {
        Restored bridges = client.RestoreBridges();
        Restored containers = client.RestoreContainers();
        Assert.Empty(bridges.Errors.Concat(containers.Errors));
        return [.. bridges.Steps, .. containers.Steps];
    }

    public static Restored RestoreBridges(this EngineClient client) => client.Call((engine, told) =>
        Outcome(engine.Restore(engine.PlanBridgeRestore(), told)));

    public static Restored RestoreContainers(this EngineClient client) => client.Call((engine, told) =>
        Outcome(engine.Restore(engine.PlanContainerRestore(told), told)));

    private static Restored Outcome(IReadOnlyList<CtRestoreOutcome> outcomes) => new(
        [.. outcomes.Where(o => o.Error is null).Select(o => o.Step)],
        [.. outcomes.Select(o => o.Error).OfType<ContainerNetException>()]);
}
