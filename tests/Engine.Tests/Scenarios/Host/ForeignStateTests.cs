using System.Globalization;

namespace ContainerNet.Engine.Tests.Scenarios.Host;

/// <summary>
/// Whatever is done to containers, in whatever order, nothing of the host's is another afterwards; and when all is
/// removed, nothing of ours is left but forwarding.
/// </summary>
public sealed class ForeignStateTests
{
    // CONTAINERNET_SEQUENCES=200 does more of them: the first ones are the same.
    private const string Variable = "CONTAINERNET_SEQUENCES";
    private const int Few = 8;
    private const int Steps = 16;

    [RootFact]
    public void No_sequence_of_changes_changes_anything_of_the_hosts()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int asked)
            ? asked
            : Few;
        int first = int.TryParse(Environment.GetEnvironmentVariable(Variable + "_FROM"), CultureInfo.InvariantCulture, out int from)
            ? from
            : 0;
        using var foreign = new ForeignHost();
        string[] lxc = [foreign.Host.NewName(), foreign.Host.NewName()];
        foreach (string name in lxc) foreign.Host.Lxc.AddLight(name);
        string[] configs = [.. lxc.Select(n => File.ReadAllText(foreign.Host.Lxc.FolderOf(n) + "/config"))];
        for (int seed = first; seed < first + count; seed++)
        {
            bool forwards = seed % 4 != 0;
            foreign.SetForwarding(forwards);
            string[] before = foreign.ReadAll();
            var sequence = new RandomSequence(foreign, lxc, seed);
            sequence.Run(Steps);
            AssertSame(foreign.ReadForeign(sequence.Spaces), "with all that was made");
            sequence.Undo();
            AssertSame(foreign.ReadAll(), "when all was removed");
            Assert.Equal(configs, lxc.Select(n => File.ReadAllText(foreign.Host.Lxc.FolderOf(n) + "/config")));

            void AssertSame(string[] after, string when)
            {
                string[] found = ForeignHost.Differences(before, after, mayForward: !forwards);
                Assert.True(found.Length == 0, $"{when}:\n{string.Join('\n', found)}\n{sequence.Done}");
            }
        }
    }
}
