using System.Diagnostics;
using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>
/// Files that shells source, where the tools that do are not to be had: at least the values arrive as meant.
/// </summary>
public sealed class ShellFilesTests
{
    public static TheoryData<string> Cases => RenderCases.Data;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bash_and_sh_read_every_file(string name)
    {
        foreach (string stack in (string[])["ifcfg", "wicked", "netifrc", "netctl"])
        {
            foreach (RenderedFile file in Render(stack, name).Where(IsShell))
            {
                if (stack != "netctl") Sh("dash", "-n", file.Content, "");
                Assert.Equal("", Sh("bash", "-eu", file.Content, ""));
            }
        }
    }

    [Fact]
    public void An_ifcfg_file_gives_the_values_of_the_plan()
    {
        RenderedFile file = Render("ifcfg", "routed-many")
            .Single(f => f.Path == "/etc/sysconfig/network-scripts/ifcfg-eth1");
        Assert.Equal(
            "eth1 10.100.10.102/30 1.2.3.4/32 5.6.7.8/32 10.5.5.1/24 "
            + "2001:db8:100::2/126 2001:db8:1::1/128 2001:db8:2::1/64\n",
            Sh("bash", "-eu", file.Content,
                "echo $DEVICE $IPADDR0/$PREFIX0 $IPADDR1/$PREFIX1 $IPADDR2/$PREFIX2 $IPADDR3/$PREFIX3 $IPV6ADDR " +
                "$IPV6ADDR_SECONDARIES"));
    }

    [Fact]
    public void A_netifrc_file_gives_one_line_an_address()
    {
        RenderedFile file = Render("netifrc", "odd-name").Single();
        Assert.Equal(
            "10.100.10.102/30\n1.2.3.4/32\n2001:db8:100::2/126 nodad\n--\n"
            + "default via 10.100.10.101 src 1.2.3.4 metric 0\n-6 default via 2001:db8:100::1 metric 1024\n",
            Sh("dash", "-eu", file.Content, "echo \"$config_my_if_5\"; echo --; echo \"$routes_my_if_5\""));
    }

    private static IReadOnlyList<RenderedFile> Render(string stack, string name) =>
        NetworkStackCatalog.Find(stack)!
            .Render(new RenderRequest(RenderCases.Container, RenderCases.Of(name), new FakeRootFs())).Files;

    // Routes are arguments of ip, sysctl has a syntax of its own.
    private static bool IsShell(RenderedFile file) =>
        !file.Path.Contains("route", StringComparison.Ordinal)
        && !file.Path.Contains("sysctl", StringComparison.Ordinal);

    private static string Sh(string shell, string option, string content, string command)
    {
        using Process process = Process.Start(new ProcessStartInfo(shell, [option])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(content + command + "\n");
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && errors.Length == 0, errors);
        return output;
    }
}
