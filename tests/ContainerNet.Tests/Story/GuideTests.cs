using System.Text.RegularExpressions;

namespace ContainerNet.Tests.Story;

/// <summary>The commands of a guide run as they stand, in their order, on a host that has the bridge lxcbr0.</summary>
public sealed partial class GuideTests
{
    [RootTheory]
    [InlineData("from-osctl.md")]
    public void Every_command_of_the_guide_works(string guide)
    {
        using var host = new TestHost();
        host.NewBridge("lxcbr0", "10.0.3.1/24");
        string name = host.NewName();
        string text = File.ReadAllText(Path.Combine(StagedModule.Folder, "../../../../docs/guide", guide));
        MatchCollection blocks = Block().Matches(text.Replace("myct01", name, StringComparison.Ordinal));
        Assert.NotEmpty(blocks);
        foreach (Match block in blocks)
        {
            Outcome outcome = host.Try(block.Groups[1].Value);
            Assert.Null(outcome.End);
            Assert.Empty(outcome.Errors);
        }

        Assert.Empty(host.Try("Get-CtNetIf " + name).Objects);
    }

    [GeneratedRegex("```powershell\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
