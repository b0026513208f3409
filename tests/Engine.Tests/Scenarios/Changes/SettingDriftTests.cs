using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>
/// Each entry of the list of settings of each end, changed behind our back, is named and mended: whoever adds a setting
/// to the list has it tested here.
/// </summary>
public abstract class SettingDriftTests(TestRuntime runtime)
{
    private const string Bridge = "ctnbr0";

    [RootTheory]
    [InlineData("routed")]
    [InlineData("routed without interconnect")]
    [InlineData("bridged")]
    [InlineData("bridged with DHCP")]
    public void Each_setting_that_is_changed_from_outside_is_named_and_mended(string kind)
    {
        using var host = new TestHost(runtime);
        host.NewBridge(Bridge, "192.0.2.1/24", "2001:db8:b::1/64");

        // A bridge follows the least of its ports until somebody has said its MTU (BROPT_MTU_SET_BY_USER).
        host.IpDo($"link set {Bridge} mtu 1600");
        host.IpDo($"link set {Bridge} mtu 1500");
        string c = host.NewContainer();
        host.Apply(Interface(c, kind));
        host.Start(c);
        Assert.Empty(host.Drift(c));

        InterfaceState state = StateOf(host, c);
        int tried = EachOf(host, c, Side.Host, state.Host) + EachOf(host, c, Side.Container, state.Container);
        Assert.True(tried >= 9, $"Only {tried} settings were tried.");
    }

    private static int EachOf(TestHost host, string c, Side side, LinkState end)
    {
        string? inside = side == Side.Container ? c : null;
        int tried = 0;
        foreach (LinkSetting setting in end.Settings)
        {
            // The kernel keeps the number of queues for the life of a link.
            if (setting is QueueSetting) continue;
            Spoil(host, inside, end.Name, setting);
            string where = side == Side.Host ? "host" : "container";
            string what = setting.Name.Replace("LINK", end.Name, StringComparison.Ordinal);
            CtNetIfFinding[] found = [.. host.Drift(c).Where(f => f.Where == where && f.What == what)];
            Assert.True(found.Length == 1, $"{where}: {setting} was changed, and not found.");
            Assert.Equal(setting.Expected, found[0].Expected);
            Assert.NotEqual(setting.Expected, found[0].Actual);
            host.Repair(c);
            Assert.Empty(host.Drift(c));
            tried++;
        }

        return tried;
    }

    private static void Spoil(TestHost host, string? inside, string link, LinkSetting setting)
    {
        switch (setting)
        {
            case UpSetting:
                host.IpDo($"link set {link} down", inside);
                break;
            case AliasSetting:
                // An empty text removes it; IpDo splits at spaces, so that the empty word stays.
                host.IpDo($"link set {link} alias ", inside);
                break;
            case MtuSetting:
                host.IpDo($"link set {link} mtu 1399", inside);
                break;
            case MacSetting:
                host.IpDo($"link set {link} address 52:54:00:99:99:99", inside);
                break;
            case MasterSetting:
                host.IpDo($"link set {link} nomaster", inside);
                break;
            case Ipv4ConfSetting s:
                Write(host, inside, $"ipv4/conf/{link}/{s.Key}", 1 - s.Value);
                break;
            case Ipv6ConfSetting s:
                Write(host, inside, $"ipv6/conf/{link}/{s.Key}", 1 - s.Value);
                break;
            case ForwardingSetting { Version: IPVersion.IPv4 }:
                Write(host, inside, "ipv4/conf/all/forwarding", 0);
                Write(host, inside, $"ipv4/conf/{link}/forwarding", 1);
                break;
            case ForwardingSetting:
                Write(host, inside, "ipv6/conf/all/forwarding", 0);
                break;
            default:
                Assert.Fail($"{setting}: nobody has said how this is changed from outside.");
                break;
        }
    }

    // /proc/sys/net shows the namespace of the process that opens it.
    private static void Write(TestHost host, string? inside, string path, int value)
    {
        string[] command = [.. host.Enter(inside), "sh", "-c", $"echo {value} > /proc/sys/net/{path}"];
        Tool tool = host.Run(command[0], command[1..]);
        Assert.True(tool.ExitCode == 0, tool.Error);
    }

    private static NewInterface Interface(string c, string kind)
    {
        NewInterface made = kind switch
        {
            "routed" => Wish.Routed(c, "eth0", "10.100.10.0/30", "2001:db8:100::/126"),
            "routed without interconnect" => Wish.Routed(c, "eth0"),
            "bridged" => Wish.Bridged(c, "eth0", Bridge),
            _ => Wish.Bridged(c, "eth0", Bridge, dhcp: true),
        };
        return made with
        {
            Settings = made.Settings with { Mtu = 1400, MacAddress = MacAddress.Parse("52:54:00:12:34:56") },
        };
    }

    private static InterfaceState StateOf(TestHost host, string c) => host.OnThread(() =>
    {
        ContainerConfig config = new ContainerStore(host.Options.StateDirectory).Read(c)!;
        return Assert.Single(InterfaceStates.Of(config, new HostView()));
    });
}

/// <summary>In named network namespaces.</summary>
public sealed class SettingDriftOfNetNsTests() : SettingDriftTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class SettingDriftOfLxcTests() : SettingDriftTests(TestRuntime.Lxc);
