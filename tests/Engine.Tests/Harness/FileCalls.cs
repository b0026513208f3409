namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// Calls about the files inside containers and about documents, by the rules of <see cref="EngineClient"/>.
/// </summary>
internal static class FileCalls
{
    /// <summary>The files of a container as they should be.</summary>
    public static IReadOnlyList<CtNetConfigFile> Preview(this EngineClient client, string container) =>
        client.Call((engine, told) => engine.PreviewFiles(c => c == container, told).ToList());

    /// <summary>Writes the files of a container.</summary>
    public static IReadOnlyList<CtNetConfigFile> UpdateFiles(
        this EngineClient client, string container, bool force = false)
    {
        CtFilesOutcome outcome = Assert.Single(
            client.Call((engine, told) => engine.UpdateFiles([container], force, told)));
        Assert.True(outcome.Error is null, $"{outcome.Error?.ErrorId}: {outcome.Error?.Message}");
        return outcome.Files;
    }

    /// <summary>The stored state of a container as a document.</summary>
    public static string Export(this EngineClient client, string container) =>
        client.Call((engine, told) => engine.Export(c => c == container, told));

    /// <summary>The changes that lead to the state of a document.</summary>
    public static IReadOnlyList<CtChange> PlanImport(
        this EngineClient client, string document, string? container = null) =>
        client.Call((engine, _) => engine.PlanImport(document, "the document", container));

    /// <summary>Brings the stored state to that of a document.</summary>
    public static void Import(this EngineClient client, string document, string? container = null) =>
        client.Apply(client.PlanImport(document, container));
}
