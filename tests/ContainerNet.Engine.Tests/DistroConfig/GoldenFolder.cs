using System.Text;
using ContainerNet.Engine.DistroConfig;
using Xunit;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>
/// A folder under tests/fixtures with what a stack gives for a case: the files, and a manifest of modes, links and
/// warnings. CONTAINERNET_UPDATE_FIXTURES=1 writes it anew, for review by git diff.
/// </summary>
internal static class GoldenFolder
{
    public const string Switch = "CONTAINERNET_UPDATE_FIXTURES";

    public static void Verify(string stack, string name, RenderedConfig actual)
    {
        string folder = Path.Combine(Fixtures, stack, name);
        SortedDictionary<string, string> texts = Texts(actual);
        if (Environment.GetEnvironmentVariable(Switch) == "1") Write(folder, texts);
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(folder))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                expected[Path.GetRelativePath(folder, file)] = File.ReadAllText(file);
        }

        Assert.Equal(Joined(expected), Joined(texts));
    }

    private static SortedDictionary<string, string> Texts(RenderedConfig config)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["manifest"] = Manifest(config) };
        foreach (RenderedFile file in config.Files)
        {
            string head = file.FirstLine is null ? "" : file.FirstLine + "\n";
            texts.Add("root" + file.Path, head + file.Content);
        }

        return texts;
    }

    private static string Manifest(RenderedConfig config)
    {
        var text = new StringBuilder();
        foreach (RenderedFile file in config.Files)
        {
            string owner = file.Ownership == FileOwnership.Whole ? "whole"
                : $"block {file.Block}{(file.AtStart ? " at start" : "")}{(file.Content.Length == 0 ? ", taken out" : "")}";
            text.Append($"{Convert.ToString(file.Mode, 8).PadLeft(4, '0')} {file.Path} ({owner})\n");
        }

        foreach (RenderedLink link in config.Links) text.Append($"link {link.Path} -> {link.Target}\n");
        foreach (OwnedPattern place in config.Owned) text.Append($"owned {place.Directory.TrimEnd('/')}/{place.Name}\n");
        foreach (string warning in config.Warnings) text.Append($"warning {warning}\n");
        return text.ToString();
    }

    private static void Write(string folder, SortedDictionary<string, string> texts)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        foreach ((string path, string text) in texts)
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    private static string Joined(SortedDictionary<string, string> texts) =>
        string.Concat(texts.Select(t => $"=== {t.Key}\n{t.Value}"));

    private static string Fixtures
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ContainerNet.slnx")))
                folder = folder.Parent;
            return Path.Combine(folder!.FullName, "tests", "fixtures");
        }
    }
}
