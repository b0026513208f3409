using System.Text;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>
/// Compares what a stack renders with tests/fixtures/STACK/CASE, byte for byte, and allows no file there that was not
/// rendered. What the stack owns is the same in every case, and in STACK/owned.txt.
/// With CONTAINERNET_UPDATE_FIXTURES=1 the folder is written instead.
/// </summary>
internal static class GoldenFolder
{
    private const string Switch = "CONTAINERNET_UPDATE_FIXTURES";

    private static readonly Lazy<string> s_root = new(FindRoot);

    /// <summary>The folder of this repository.</summary>
    public static string Repository => s_root.Value;

    public static void Verify(string folder, string name, RenderedConfig config)
    {
        string directory = Path.Combine(Repository, "tests", "fixtures", folder, name);
        string ownedFile = Path.Combine(directory, "..", "owned.txt");
        string owned = string.Concat(config.Owned.Select(o => $"{o.Directory}/{o.Name}\n"));
        SortedDictionary<string, string> expected = Texts(config);
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            Write(directory, expected);
            File.WriteAllText(ownedFile, owned);
            return;
        }

        Assert.True(Directory.Exists(directory), $"No fixtures in {directory}; {Switch}=1 writes them.");
        IEnumerable<string> there = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(directory, f)).Order(StringComparer.Ordinal);
        Assert.Equal(expected.Keys, there);
        Assert.Equal(File.ReadAllText(ownedFile), owned);
        foreach ((string file, string text) in expected)
        {
            Assert.Equal(File.ReadAllText(Path.Combine(directory, file)), text);
        }
    }

    /// <summary>
    /// What a person reviews: the files as they will stand, less the writer's hash, and a list of the rest.
    /// </summary>
    private static SortedDictionary<string, string> Texts(RenderedConfig config)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["listing.txt"] = Listing(config) };
        foreach (RenderedFile file in config.Files)
        {
            string key = "root" + file.Path;
            texts[key] = texts.GetValueOrDefault(key, "") + Text(file);
        }

        if (config.Warnings.Count > 0) texts["warnings.txt"] = string.Join("\n", config.Warnings) + "\n";
        return texts;
    }

    private static string Text(RenderedFile file)
    {
        Assert.DoesNotContain('\r', file.Content);
        if (file.Content.Length == 0 && file.Ownership == FileOwnership.Block) return "";
        Assert.EndsWith("\n", file.Content, StringComparison.Ordinal);
        string first = file.FirstLine is null ? "" : file.FirstLine + "\n";
        return file.Ownership == FileOwnership.Whole
            ? first + file.Content
            : $"{first}{file.Comment} BEGIN containernet {file.Block}\n{file.Content}"
                + $"{file.Comment} END containernet {file.Block}\n";
    }

    private static string Listing(RenderedConfig config)
    {
        var text = new StringBuilder();
        foreach (RenderedFile file in config.Files)
        {
            string how = file.Ownership == FileOwnership.Whole ? "whole" : "block " + file.Block
                + (file.AtStart ? ", at the start" : "") + (file.Content.Length == 0 ? ", taken out" : "");
            text.Append($"file  {Convert.ToString(file.Mode, 8).PadLeft(4, '0')}  {file.Path}  {how}\n");
        }

        foreach (RenderedLink link in config.Links) text.Append($"link  {link.Path} -> {link.Target}\n");
        foreach (DisabledLines lines in config.Disabled)
        {
            text.Append($"disabled lines of {lines.Path}, from 0: {string.Join(' ', lines.Lines)}\n");
        }

        return text.ToString();
    }

    private static void Write(string directory, SortedDictionary<string, string> texts)
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        foreach ((string file, string text) in texts)
        {
            string path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    private static string FindRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "ContainerNet.slnx")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
