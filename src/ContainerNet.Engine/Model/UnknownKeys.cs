using YamlDotNet.Core.Events;

namespace ContainerNet.Engine.Model;

/// <summary>Entries of a mapping that this version does not know: kept as read, and written back after ours.</summary>
/// <param name="Entries">Each key with the events of its value.</param>
internal sealed record UnknownKeys(IReadOnlyList<KeyValuePair<string, IReadOnlyList<ParsingEvent>>> Entries)
{
    public static UnknownKeys None { get; } = new([]);
}
