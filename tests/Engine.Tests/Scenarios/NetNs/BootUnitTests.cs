using System.Runtime.CompilerServices;

namespace ContainerNet.Engine.Tests.Scenarios.NetNs;

/// <summary>containernet-netns@.service under a real systemd, on a machine that has nothing of ours but two
/// files.</summary>
[Collection(BootedDebian.Collection)]
public sealed class BootUnitTests
{
    private const string Template = "containernet-netns@.service";
    private const string Folder = "/etc/systemd/system";

    [RootFact]
    public void A_container_whose_unit_is_enabled_is_there_when_the_machine_has_booted()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = host.NewName();
        host.Apply(new NewContainer(c), Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"));
        host.AddIps(c, "eth0", "203.0.113.1", "2001:db8:1::1");
        using var machine = new BootedDebian(host);
        string unit = Template.Replace("@", "@" + c, StringComparison.Ordinal);
        Install(host, machine.Root, c, unit);

        Assert.Equal("running", machine.Boot());
        Assert.Equal("active", machine.Do("systemctl", "is-active", unit));
        string found = machine.Do("ip", "-n", c, "-br", "addr", "show", "dev", "eth0");
        foreach (string address in new[] { "10.100.10.102/30", "203.0.113.1/32", "2001:db8:1::1/128" })
        {
            Assert.Contains(address, found, StringComparison.Ordinal);
        }

        Assert.Contains("1 received", machine.Do("ping", "-c1", "-W5", "203.0.113.1"), StringComparison.Ordinal);
        machine.Do("systemctl", "stop", unit);
        Assert.Equal("", machine.Do("ip", "netns", "list"));
        Assert.Equal("lo", machine.Do("ls", "/sys/class/net"));
        Assert.Equal("", machine.Do("systemctl", "--failed", "--plain", "--no-legend"));
    }

    private static void Install(TestHost host, string root, string c, string unit) => host.OnThread(() =>
    {
        Directory.CreateDirectory(root + "/var/lib/containernet/netns");
        File.Copy($"{host.Options.StateDirectory}/netns/{c}", $"{root}/var/lib/containernet/netns/{c}");
        File.Copy(Shipped(), $"{root}{Folder}/{Template}");
        Directory.CreateDirectory($"{root}{Folder}/multi-user.target.wants");
        File.CreateSymbolicLink($"{root}{Folder}/multi-user.target.wants/{unit}", $"{Folder}/{Template}");
    });

    private static string Shipped([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../../Module/systemd", Template);
}
