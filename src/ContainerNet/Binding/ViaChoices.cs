namespace ContainerNet;

/// <summary>
/// What -Via says, split into the networks that are named and the families that are left to the engine.
/// </summary>
internal static class ViaChoices
{
    public static Interconnect[]? Named(InterconnectChoice[]? via) =>
        via?.Select(v => v.Interconnect).OfType<Interconnect>().ToArray();

    /// <summary>Null when nothing is left to the engine.</summary>
    public static IPVersion[]? Auto(InterconnectChoice[]? via) =>
        via?.SelectMany(v => v.AutoVersions).Distinct().ToArray() is { Length: > 0 } versions ? versions : null;
}
