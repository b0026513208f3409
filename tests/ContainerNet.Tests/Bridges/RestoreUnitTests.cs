using System.Text.RegularExpressions;
using ContainerNet.Tests.Shell;

namespace ContainerNet.Tests.Bridges;

/// <summary>The systemd unit of the documentation: systemd reads it, and its command brings everything back.</summary>
public sealed partial class RestoreUnitTests
{
    private const string Shell = "/usr/bin/pwsh";

    private static string Unit { get; } =
        File.ReadAllText(Path.Combine(StagedModule.Folder, "../../../../docs/examples/containernet-restore.service"));

    [Fact]
    public void Systemd_finds_nothing_to_say_about_it()
    {
        Requirement.Program("systemd-analyze");
        string folder = Directory.CreateDirectory(StagedModule.NewPath("-units")).FullName;
        string file = Path.Combine(folder, "containernet-restore.service");

        // It wants to see the program.
        File.WriteAllText(file, Unit.Replace(Shell, "/bin/sh", StringComparison.Ordinal));
        Tool tool = Tool.Run("systemd-analyze", "verify", "--man=no", file);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
    }

    [RootFact]
    public void Its_command_restores_whatever_can_be_and_fails_when_something_cannot()
    {
        foreach (string program in new[] { "dnsmasq", "nft" }) Requirement.Program(program);
        string[][] commands = [.. Exec().Matches(Unit).Select(Arguments)];
        Assert.Equal(2, commands.Length);
        using var bridges = new BridgeHost();
        bridges.Run("New-CtBridge");
        string c = bridges.NewContainer();
        foreach (string[] command in commands)
        {
            bridges.Host.IpDo("link delete lxcbr0");
            bridges.Host.Start("nft", "flush", "ruleset");
            Tool done = bridges.Host.Start(ShellProcess.Program, command);
            Assert.True(done.ExitCode == 0, done.Error);
            Assert.Contains("Bringing up lxcbr0", done.Output, StringComparison.Ordinal);
            Assert.Empty(bridges.Run("Restore-CtNet -PassThru").Objects);
            Assert.StartsWith("10.0.3.", bridges.AskForLease(c)["ip"], StringComparison.Ordinal);
        }

        string veth = KernelState.HostVeth(bridges.Host, c, "eth0");
        bridges.Host.IpDo($"link set {veth} nomaster");
        string broken = Path.Combine(StagedModule.State, "bridges", "abr0.yml");
        File.WriteAllText(broken, "nat: perhaps\n");
        Tool failed = bridges.Host.Start(ShellProcess.Program, commands[0]);
        File.Delete(broken);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("abr0.yml", failed.Error, StringComparison.Ordinal);
        Assert.Equal("lxcbr0", bridges.Host.Ip($"link show {veth}")[0].GetProperty("master").GetString());
    }

    // A line of a unit: words, or what stands in quotes.
    private static string[] Arguments(Match line) =>
        [.. Word().Matches(line.Groups[1].Value).Select(m => m.Value.Trim('"'))];

    [GeneratedRegex("(?m)^Exec(?:Start|Reload)=/usr/bin/pwsh (.*)$")]
    private static partial Regex Exec();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
