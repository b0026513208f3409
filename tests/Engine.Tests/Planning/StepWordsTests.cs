using System.Net;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Tests.Harness;
using ContainerNet.Engine.Tests.Runtimes.Lxc;
using ContainerNet.Netlink;
using Xunit;

namespace ContainerNet.Engine.Tests.Planning;

/// <summary>
/// Each kind of step in its two languages: words for people, and words for ip, tc and /proc/sys, which the LXC hook has
/// instead of netlink. Both ways must have the same effect on a real kernel.
/// </summary>
public sealed class StepWordsTests
{
    /// <summary>What is there before each step: v0 and its peer up, a bridge, and an ifb.</summary>
    private const string Links = """
        link add v0 index 100 address 02:00:00:00:00:01 type veth peer name v1 index 101
        link add br0 index 50 address 02:00:00:00:00:03 type bridge
        link add ifbv0 index 60 address 02:00:00:00:00:04 type ifb
        link set v0 addrgenmode none
        link set v1 addrgenmode none address 02:00:00:00:00:02
        link set br0 addrgenmode none
        link set ifbv0 addrgenmode none
        link set v0 up
        link set v1 up
        link set ifbv0 up
        address add 198.51.100.1/24 dev v0
        address add 2001:db8::1/64 dev v0 nodad
        """;

    private const string OnTheLink = ", gateway on the link";

    private const string Limited = "tc qdisc add dev v0 root tbf rate 1mbit burst 8192b limit 16384b";

    private const string Redirected = """
        tc qdisc add dev v0 ingress
        tc filter add dev v0 ingress pref 49152 protocol all u32 match u32 0 0 action mirred egress redirect dev ifbv0
        """;

    /// <summary>A step, what must be there besides, and its words for people.</summary>
    private static readonly (KernelOp Op, string Before, string Words)[] s_steps =
    [
        (new DeleteLink(Side.Host, "br0"), "", "delete link br0 on the host"),
        (new SetUp(Side.Host, "br0"), "", "set link br0 on the host up"),
        (new SetAlias("v0", "containernet web01/eth0"), "",
            "set the alias of link v0 on the host to 'containernet web01/eth0'"),
        (new SetMtu(Side.Host, "v0", 1400), "", "set the MTU of link v0 on the host to 1400"),
        (new SetMac(Side.Host, "v0", MacAddress.Parse("02:00:00:00:00:09")), "",
            "set the MAC address of link v0 on the host to 02:00:00:00:00:09"),
        (new SetMaster("v0", "br0"), "", "make link v0 on the host a port of bridge br0"),
        (new SetSysctl(Side.Host, "v0", IPVersion.IPv4, "rp_filter", 1),
            "echo 0 > /proc/sys/net/ipv4/conf/v0/rp_filter",
            "set net.ipv4.conf.v0.rp_filter to 1 on the host"),
        (new SetSysctl(Side.Host, "v0", IPVersion.IPv4, "forwarding", 1), "",
            "set net.ipv4.conf.v0.forwarding to 1 on the host"),
        (new SetSysctl(Side.Host, "v0", IPVersion.IPv4, "promote_secondaries", 1),
            "echo 0 > /proc/sys/net/ipv4/conf/v0/promote_secondaries",
            "set net.ipv4.conf.v0.promote_secondaries to 1 on the host"),
        (new SetSysctl(Side.Host, "v0", IPVersion.IPv6, "accept_ra", 0),
            "echo 1 > /proc/sys/net/ipv6/conf/v0/accept_ra",
            "set net.ipv6.conf.v0.accept_ra to 0 on the host"),
        (new SetSysctl(Side.Host, "v0", IPVersion.IPv6, "addr_gen_mode", 1),
            "echo 0 > /proc/sys/net/ipv6/conf/v0/addr_gen_mode",
            "set net.ipv6.conf.v0.addr_gen_mode to 1 on the host"),
        (new EnableForwarding("v0", IPVersion.IPv4), "echo 0 > /proc/sys/net/ipv4/ip_forward",
            "set net.ipv4.ip_forward to 1 on the host"),
        (new EnableForwarding("v0", IPVersion.IPv6), "", "set net.ipv6.conf.all.forwarding to 1 on the host"),
        (Address("192.0.2.1/32"), "", "add address 192.0.2.1/32 to v0 on the host"),
        (Address("2001:db8:1::1/128"), "", "add address 2001:db8:1::1/128 to v0 on the host"),
        (Address("fe80::1/64"), "", "add address fe80::1/64 to v0 on the host"),
        (new RemoveAddress(Side.Host, "v0", IPInterfaceAddress.Parse("192.0.2.1/32")),
            "ip address add 192.0.2.1/32 dev v0", "delete address 192.0.2.1/32 from v0 on the host"),
        (new RemoveAddress(Side.Host, "v0", IPInterfaceAddress.Parse("2001:db8:1::1/128")),
            "ip address add 2001:db8:1::1/128 dev v0 nodad", "delete address 2001:db8:1::1/128 from v0 on the host"),
        (new CreateIfb("ifbnew"), "", "create ifb ifbnew on the host"),
        (new SetRate("v0", BitRate.Parse("10mbit"), 1500, Upload: false), "",
            "limit what link v0 on the host sends to 10mbit"),
        (new SetRate("ifbv0", BitRate.Parse("10mbit"), 1500, Upload: true), "",
            "limit what link ifbv0 on the host sends to 10mbit"),
        (new ClearRate("v0"), Limited, "no longer limit what link v0 on the host sends"),
        (new AddIngress("v0"), "", "add the ingress discipline to link v0 on the host"),
        (new RemoveIngress("v0"), "tc qdisc add dev v0 ingress",
            "delete the ingress discipline of link v0 on the host"),
        (new Redirect("v0", "ifbv0"), "tc qdisc add dev v0 ingress",
            "redirect what comes in at link v0 on the host to ifbv0"),
        (new RemoveRedirect("v0"), Redirected, "no longer redirect what comes in at link v0 on the host"),
        (new AddRule(Side.Host, "v0", new LinkRule(IPNetwork.Parse("192.0.2.10/32"), 172)), "",
            "add rule from 192.0.2.10/32 to table 172 on the host"),
        (new AddRule(Side.Host, "v0", new LinkRule(IPNetwork.Parse("2001:db8:1::1/128"), 172)), "",
            "add rule from 2001:db8:1::1/128 to table 172 on the host"),
        (new RemoveRule(Side.Host, "v0", new LinkRule(IPNetwork.Parse("192.0.2.10/32"), 172)),
            "ip rule add from 192.0.2.10 lookup 172 pref 7100",
            "delete rule from 192.0.2.10/32 to table 172 on the host"),
        (new RemoveRule(Side.Host, "v0", new LinkRule(IPNetwork.Parse("2001:db8:1::1/128"), 172)),
            "ip -6 rule add from 2001:db8:1::1 lookup 172 pref 7100",
            "delete rule from 2001:db8:1::1/128 to table 172 on the host"),
        .. Routes(0),
        .. Routes(172),
    ];

    public static TheoryData<int> Steps => [.. Enumerable.Range(0, s_steps.Length)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_is_told_in_words(int step) => Assert.Equal(s_steps[step].Words, s_steps[step].Op.Description);

    [Fact]
    public void Where_a_step_happens_is_said_and_a_veth_pair_is_in_both_places()
    {
        var pair = new InterfaceState
        {
            Type = CtNetIfType.Routed,
            Alias = LinkAlias.Of("web01", "eth0"),
            Host = new LinkState { Name = "vweb01" },
            Container = new LinkState { Name = "eth0" },
        };
        Assert.Equal(
            "create the veth pair of vweb01 on the host and eth0 in the container",
            new CreateVeth(pair).Description);
        Assert.Equal(
            "add address 192.0.2.1/32 to eth0 in the container",
            (Address("192.0.2.1/32") with { Side = Side.Container, Link = "eth0" }).Description);
        Assert.Equal(
            "set net.ipv6.conf.eth0/7.accept_ra to 0 in the container",
            new SetSysctl(Side.Container, "eth0.7", IPVersion.IPv6, "accept_ra", 0).Description);
    }

    /// <summary>The hook makes no veth pair: LXC does.</summary>
    [Fact]
    public void Every_kind_of_step_is_among_them() => Assert.Equal(
        typeof(KernelOp).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(KernelOp)) && !t.IsAbstract)
            .Except([typeof(CreateVeth)]).Select(t => t.Name).Order(),
        s_steps.Select(s => s.Op.GetType().Name).Distinct().Order());

    [Fact]
    public void An_error_tells_the_step_in_words() => Assert.All(s_steps, step => Assert.StartsWith(
        $"Cannot start web01: failed to {step.Words}: File exists (EEXIST",
        KernelErrors.Translate(new OpFailure(step.Op, new NetlinkException(Errno.EEXIST, "do it")), "web01", "start")
            .Message,
        StringComparison.Ordinal));

    [RootFact]
    public void What_the_hook_says_has_the_effect_that_netlink_has() => Assert.All(s_steps, step =>
    {
        (string Before, string After) byNetlink = Effect(step.Op, step.Before, ByNetlink);
        (string Before, string After) byHook = Effect(step.Op, step.Before, ByHook);
        Assert.NotEqual(byNetlink.Before, byNetlink.After);
        Assert.Equal(byNetlink.After, byHook.After);
    });

    private static IEnumerable<(KernelOp Op, string Before, string Words)> Routes(uint table)
    {
        (string Destination, string? Via, string? Source, uint Metric, bool OnLink, string Words)[] routes =
        [
            ("203.0.113.0/24", null, null, 0, false, "203.0.113.0/24 through v0 on the host"),
            ("203.0.113.7/32", "198.51.100.2", "198.51.100.1", 7, false,
                "203.0.113.7/32 via 198.51.100.2 through v0 on the host, source 198.51.100.1, metric 7"),
            ("0.0.0.0/0", null, null, 0, false, "0.0.0.0/0 through v0 on the host"),
            ("0.0.0.0/0", "192.0.2.254", null, 0, true,
                "0.0.0.0/0 via 192.0.2.254 through v0 on the host, gateway on the link"),
            ("2001:db8:7::/64", null, null, 0, false, "2001:db8:7::/64 through v0 on the host"),
            ("2001:db8:7::7/128", "2001:db8::2", "2001:db8::1", 7, false,
                "2001:db8:7::7/128 via 2001:db8::2 through v0 on the host, source 2001:db8::1, metric 7"),
            ("::/0", null, null, 0, false, "::/0 through v0 on the host"),
            ("::/0", null, "2001:db8::1", 5, false, "::/0 through v0 on the host, source 2001:db8::1, metric 5"),
            ("::/0", "2001:db8::2", null, 0, false, "::/0 via 2001:db8::2 through v0 on the host"),
            ("::/0", "2001:db8:9::2", null, 0, true,
                "::/0 via 2001:db8:9::2 through v0 on the host, gateway on the link"),
        ];
        foreach ((string destination, string? via, string? source, uint metric, bool onLink, string told) in routes)
        {
            var route = new LinkRoute(IPNetwork.Parse(destination))
            {
                Via = via is null ? null : IPAddress.Parse(via),
                Source = source is null ? null : IPAddress.Parse(source),
                Metric = metric,
                OnLink = onLink,
                Table = table,
            };
            string end = onLink ? OnTheLink : "";
            string words = table == 0 ? told : $"{told[..^end.Length]}, table {table}{end}";
            yield return (new AddRouteStep(Side.Host, "v0", route), "", $"add route {words}");
            if (via is not null && metric == 0) continue;
            string other = $"ip route add {destination} dev v1 metric {(metric != 0 ? metric : 1024)}{In(table)}";
            string same = $"ip route add {destination} dev v0 proto {HostRoutes.Protocol}"
                + (via is null ? "" : $" via {via}") + (source is null ? "" : $" src {source}")
                + (metric == 0 ? "" : $" metric {metric}") + (onLink ? " onlink" : "") + In(table);
            yield return (new ReplaceRoute(Side.Host, "v0", route), other, $"replace route {words}");
            yield return (new RemoveRouteStep(Side.Host, "v0", route), same, $"delete route {words}".Replace(
                $", source {source}", "", StringComparison.Ordinal));
        }
    }

    private static string In(uint table) => table == 0 ? "" : $" table {table}";

    private static AddAddress Address(string text) => new(Side.Host, "v0", IPInterfaceAddress.Parse(text));

    /// <summary>What a new host has of the things that the step is about, before it and after it.</summary>
    private static (string Before, string After) Effect(KernelOp op, string before, Action<KernelOp> act)
    {
        using var host = NetworkNamespace.CreateAnonymous();
        return host.Run(() =>
        {
            Shell.Run($"set -e\nip -batch - <<END\n{Links}\nEND\n{before}");
            string seen = Look(op);
            act(op);
            return (seen, Look(op));
        });
    }

    /// <summary>
    /// Sorted, and without what is another each time: operational states, random MAC addresses, handles of disciplines.
    /// Not the local table: the kernel enters local routes of IPv6 in deferred work.
    /// </summary>
    private static string Look(KernelOp op) => Shell.Run(op switch
    {
        TrafficOp => "{ tc qdisc; tc filter show dev v0 ingress; } | sed 's/ [0-9a-f]*: dev/ dev/'",
        SysctlOp sysctl => $"cat /proc/sys/{sysctl.Path}",
        _ => """
            {
                ip -o link; ip -o address; ip rule; ip -6 rule; ip route; ip -6 route
                ip route show table 172; ip -6 route show table 172
            } 2> /dev/null |
                sed 's/ state [A-Z]*//; s/\(ifbnew:\).*/\1/' | sort
            """,
    });

    private static void ByNetlink(KernelOp op)
    {
        using var session = KernelSession.Open(null);
        using var executor = new KernelExecutor(session, CancellationToken.None);
        Assert.Empty(executor.Run([op]).Select(f => f.Error.Message));
    }

    private static void ByHook(KernelOp op)
    {
        string file = Path.GetTempFileName();
        try
        {
            switch (op)
            {
                case IpOp ip:
                    File.WriteAllText(file, ip.ToIp() + "\n");
                    Shell.Run($"ip {ip.Option} -batch {file}");
                    break;
                case SysctlOp sysctl:
                    Shell.Run($"echo {sysctl.Value} > /proc/sys/{sysctl.Path}");
                    break;
                case TrafficOp traffic:
                    Shell.Run(string.Join(" 2>/dev/null || ", traffic.Alternatives.Select(a => $"tc {a}")));
                    break;
                default:
                    Assert.Fail($"The hook has no words for {op}.");
                    break;
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
