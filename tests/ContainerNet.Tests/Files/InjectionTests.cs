using System.Management.Automation;

namespace ContainerNet.Tests.Files;

/// <summary>
/// What could become a line of its own in a file, or a word of a shell, is refused before anything is done.
/// </summary>
public sealed class InjectionTests
{
    private static readonly string[] s_evil =
        ["eth7\nauto evil", "eth7\r", "a\0b", "$(id)", "a'b", "a\"b", "a b", "a;b", "../a", "a/b", "`id`", "é", ""];

    private const string NotEmpty = "ParameterArgumentValidationErrorEmptyStringNotAllowed";
    private const string NotConverted = "CannotConvertArgumentNoMessage";

    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "New-Ct $evil", "InvalidContainerName" },
        { "New-CtNetIf CT $evil -Routed", "InvalidInterfaceName" },
        { "Rename-CtNetIf CT eth0 $evil", "InvalidInterfaceName" },
        { "New-CtNetIf CT eth1 -Link $evil", "InvalidInterfaceName" },
        { "Set-CtNetIf CT br -Link $evil", "InvalidInterfaceName" },
        { "Set-Ct CT -NetworkStack $evil", "NetworkStackUnknown" },
        { "Set-CtNetIf CT eth0 -MacAddress \"02:00:00:00:00:01$evil\"", "InvalidMacAddress" },
        { "Set-CtNetIf CT br -GatewayV4 \"192.0.2.1$evil\"", NotConverted },
        { "New-CtNetIf CT eth1 -Via \"10.100.10.104/30$evil\"", NotConverted },
        { "Add-CtNetIfIp CT eth0 \"5.6.7.8/32$evil\"", NotConverted },
        { "Add-CtNetIfRoute CT eth0 \"10.9.9.0/24$evil\"", NotConverted },
    };

    /// <param name="command">A cmdlet with a value that is not what it looks like.</param>
    /// <param name="errorId">How it is refused.</param>
    [RootTheory]
    [MemberData(nameof(Commands))]
    public void A_value_that_is_more_than_it_looks_like_is_refused(string command, string errorId)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        host.NewBridge("br0", "192.0.2.1/24");
        string c = host.NewRouted(tree);
        host.Run($"$null = New-CtNetIf {c} br -Link br0 -NoDhcp");
        string[] before = Everything(tree, c);
        string[] containers = Directory.GetFiles(Path.GetDirectoryName(StagedModule.FileOf(c))!);
        foreach (string evil in s_evil)
        {
            // Nothing behind a good value leaves it good; an empty -Link, the empty cell of a CSV file, is none.
            bool isPart = command.EndsWith('"');
            bool hasDefault = command.StartsWith("New-CtNetIf CT eth1 -Link", StringComparison.Ordinal);
            if (evil.Length == 0 && (isPart || hasDefault)) continue;
            host.Let("evil", evil);
            ErrorRecord error = host.Try(command.Replace("CT", c, StringComparison.Ordinal)).Error;
            string expected = evil.Length == 0 && !command.StartsWith("Set-CtNetIf", StringComparison.Ordinal)
                ? NotEmpty
                : errorId;
            Assert.DoesNotContain($"'{c}' is not", error.ToString(), StringComparison.Ordinal);
            Assert.True(Outcome.IdOf(error) == expected, $"'{evil}': {Outcome.IdOf(error)}: {error}");

            // What cannot be converted is quoted by PowerShell first, in its own way.
            if (expected != NotConverted) Assert.DoesNotContain(error.ToString(), char.IsControl);
        }

        Assert.Equal(before, Everything(tree, c));
        Assert.Equal(containers, Directory.GetFiles(Path.GetDirectoryName(StagedModule.FileOf(c))!));
    }

    private static string[] Everything(RootTree tree, string c) =>
        [.. tree.Entries(), File.ReadAllText(StagedModule.FileOf(c))];
}
