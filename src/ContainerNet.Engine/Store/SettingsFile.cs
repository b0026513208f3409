using ContainerNet.Engine.Model;
using YamlDotNet.Core.Events;

namespace ContainerNet.Engine.Store;

/// <summary>A small file of the store: one mapping of settings.</summary>
internal static class SettingsFile
{
    /// <summary>Reads it.</summary>
    /// <param name="file">The path, for errors.</param>
    /// <param name="bytes">What the file holds.</param>
    /// <param name="known">The keys, for errors.</param>
    /// <param name="field">Gets each key and reads its value; false when it does not know the key.</param>
    /// <returns>The entries with keys that are not known.</returns>
    /// <exception cref="ContainerNetException">StoreFileBroken.</exception>
    public static UnknownKeys Read(
        string file, ReadOnlySpan<byte> bytes, string known, Func<YamlCursor, string, bool> field)
    {
        var yaml = new YamlCursor(file, new StringReader(ConfigReader.Decode(file, bytes)));
        var unknown = new List<KeyValuePair<string, IReadOnlyList<ParsingEvent>>>();
        yaml.Skip<StreamStart>("text");
        yaml.Skip<DocumentStart>($"a mapping with the keys {known}");
        yaml.Mapping($"a mapping with the keys {known}", (key, _) => field(yaml, key), unknown, known);
        yaml.Skip<DocumentEnd>("the end");
        if (yaml.Current is not StreamEnd) throw yaml.Unexpected("one document per file");
        return unknown.Count == 0 ? UnknownKeys.None : new UnknownKeys(unknown);
    }
}
