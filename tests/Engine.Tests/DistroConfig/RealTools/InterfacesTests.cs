using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>
/// The three programs that read /etc/network/interfaces, each with what we rendered for its distribution.
/// </summary>
public sealed class InterfacesTests
{
    private const string Unpacked = "/opt/containernet-test";

    // Laid over the machine's in a private mount namespace: it does not get to know them.
    private const string Private = $$"""
        mkdir -p /run/etc /run/network; cp -a /etc/. /run/etc; rm -rf /run/etc/network /run/etc/dhcp
        mount --bind /run/etc /etc
        mkdir -p /run/lib/dhcp; mount --bind /run/lib /var/lib
        mkdir -p /etc/network/if-up.d /etc/network/if-pre-up.d /etc/network/interfaces.d /etc/udhcpc
        cp {{Unpacked}}/udhcpc/etc/udhcpc/default.script /etc/udhcpc/
        """;

    private const string Debian = $$"""
        {{Private}}
        mount -t overlay overlay -o lowerdir={{Unpacked}}/ifupdown/lib:/usr/lib /usr/lib
        sbin={{Unpacked}}/ifupdown/sbin:{{Unpacked}}/isc-dhcp-client/sbin:/usr/sbin
        mount -t overlay overlay -o lowerdir=$sbin /usr/sbin
        printf '%s\n' 'source /etc/network/interfaces.d/*' > /etc/network/interfaces
        cp -a $root/etc/. /etc
        /usr/sbin/ifup -a
        """;

    private const string Ng = $$"""
        {{Private}}
        mount -t overlay overlay -o lowerdir={{Unpacked}}/ifupdown-ng/usr/libexec:/usr/libexec /usr/libexec
        mkdir -p /run/sbin; ln -s {{Unpacked}}/busybox-static/bin/busybox /run/sbin/udhcpc
        mount -t overlay overlay -o lowerdir=/run/sbin:/usr/sbin /usr/sbin
        cp -a $root/etc/. {{Unpacked}}/ifupdown-ng/etc/network/ifupdown-ng.conf /etc
        {{Unpacked}}/ifupdown-ng/sbin/ifup -a
        """;

    // Its own ip, as on an Alpine without iproute2. It would fail on a loopback interface that is up already.
    private const string Busybox = $$"""
        {{Private}}
        mkdir -p /run/bin; {{Unpacked}}/busybox-static/bin/busybox --install -s /run/bin
        ip addr flush dev lo; ip link set lo down
        cp -a $root/etc/. /etc
        PATH=/run/bin:$PATH ifup -a
        """;

    private static readonly Dictionary<string, string> s_programs = new()
    {
        ["ifupdown"] = Debian,
        ["ifupdown-ng"] = Ng,
        ["busybox"] = Busybox,
    };

    public static TheoryData<string, string> ProgramsAndCases()
    {
        var data = new TheoryData<string, string>();
        foreach (string program in s_programs.Keys)
        {
            foreach (string name in RenderCases.Names) data.Add(program, name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ProgramsAndCases))]
    public void It_brings_up_what_is_planned(string program, string name)
    {
        Requirement.Programs(
            "ip", "ping", "dnsmasq", $"{Unpacked}/busybox-static/bin/busybox", $"{Unpacked}/ifupdown/sbin/ifup",
            $"{Unpacked}/ifupdown-ng/sbin/ifup",
            $"{Unpacked}/isc-dhcp-client/sbin/dhclient", $"{Unpacked}/udhcpc/etc/udhcpc/default.script");
        IReadOnlyList<InterfaceState> states = RenderCases.Of(name);
        if (states.Count == 0) return;
        string stack = program == "busybox" ? "ifupdown-ng" : program;
        FakeRootFs root = stack == "ifupdown" ? StockRoots.Of(stack) : new FakeRootFs();
        RenderedConfig config = NetworkStackCatalog.Find(stack)!.Render(
            new RenderRequest(RenderCases.Container, states, root));
        using var sandbox = new Sandbox(states, config);

        KernelState state = sandbox.Run(string.Join(
            '\n', s_programs[program], Sandbox.Pings(states), Sandbox.Learn(states), Sandbox.Settle));

        state.MustBe(stack == "ifupdown" ? states : [.. states.Select(WithLinkHops)], sandbox.Log);
        state.MustHaveMacs(states);
    }

    // Without the word onlink a next hop has a route of its own.
    private static InterfaceState WithLinkHops(InterfaceState state) => state with
    {
        Container = state.Container with
        {
            Routes = [.. FamilyState.Both(state).SelectMany(f => f.RoutesWithLinkHops())],
        },
    };
}
