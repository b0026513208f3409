using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>systemd-networkd itself, with our files alone, or with what netplan makes of ours.</summary>
public sealed class NetworkdTests
{
    private const string Generate = """
        /usr/libexec/netplan/generate --root-dir $root
        chmod -R go+rX $root/run/systemd/network; mkdir -p /run/systemd; cp -a $root/run/systemd/network /run/systemd/
        """;

    private const string Start = """
        mkdir -p /run/systemd/netif; chown systemd-network: /run/systemd/netif
        mkdir -p /run/network $root/etc/systemd/network; chmod -R go+rX $out $root
        mount -t tmpfs -o mode=0755 tmpfs /etc/systemd/network; cp -a $root/etc/systemd/network/. /etc/systemd/network
        # An image's own file for the same interface, which must lose.
        other=/etc/systemd/network/eth0.network
        [ -e /run/systemd/network ] || printf '[Match]\nName=*\n[Network]\nDHCP=yes\n' > $other
        SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_LEVEL=info /lib/systemd/systemd-networkd &
        """;

    // The boot waits for this one; a container must not be kept waiting by us.
    private const string Online = "timeout 20 /lib/systemd/systemd-networkd-wait-online --timeout=15";

    public static TheoryData<string> Cases => [.. RenderCases.Names.Where(n => RenderCases.Of(n).Count > 0)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_brings_up_what_is_planned(string name) => Judge("networkd", name, Start);

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_brings_up_what_netplan_makes_of_ours(string name) => Judge("netplan", name, $"{Generate}\n{Start}");

    private static void Judge(string stack, string name, string commands)
    {
        Requirement.Programs(
            "ip", "ping", "dnsmasq", "/lib/systemd/systemd-networkd", "/lib/systemd/systemd-networkd-wait-online",
            "/usr/libexec/netplan/generate");
        IReadOnlyList<InterfaceState> states = RenderCases.Of(name);
        RenderedConfig config = NetworkStackCatalog.Find(stack)!.Render(
            new RenderRequest(RenderCases.Container, states, new FakeRootFs()));
        using var sandbox = new Sandbox(states, config);

        KernelState state = sandbox.Run(string.Join(
            '\n', commands, Online, Sandbox.Learn(states), Sandbox.Settle, Sandbox.Pings(states)));

        state.MustBe(states, sandbox.Log);
        state.MustHaveMacs(states);
        string[] complaints = ["ignoring", "Unknown", "dropping"];
        Assert.DoesNotContain(
            sandbox.Log.Split('\n'), l => complaints.Any(c => l.Contains(c, StringComparison.OrdinalIgnoreCase)));
    }
}
