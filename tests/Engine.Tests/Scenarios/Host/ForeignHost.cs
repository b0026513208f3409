namespace ContainerNet.Engine.Tests.Scenarios.Host;

/// <summary>
/// A host that is somebody's: uplinks, default routes, tables and rules of routing, neighbours, sysctls, a packet filter
/// that drops, a bridge with ports, another namespace, and links that only look like ours.
/// </summary>
internal sealed class ForeignHost : IDisposable
{
    private const string Make = """
        ip netns add "$0"
        ip link add up0 type veth peer name eth0 netns "$0"
        ip link add up1 type veth peer name eth1 netns "$0"
        ip link add ctn-foreign type veth peer name veth2abcdefg
        ip link set ctn-foreign alias 'somebody else, not containernet' up
        ip link set veth2abcdefg up group 42
        ip -n "$0" addr add 192.0.2.254/24 dev eth0
        ip -n "$0" link set eth0 up
        ip -n "$0" link set eth1 up
        for link in up0 up1; do
            echo 1 > /proc/sys/net/ipv6/conf/$link/accept_ra
            echo 1 > /proc/sys/net/ipv6/conf/$link/addr_gen_mode
        done
        echo 1 > /proc/sys/net/ipv4/conf/up0/proxy_arp
        echo 2 > /proc/sys/net/ipv4/conf/up1/rp_filter
        ip addr add 192.0.2.1/24 dev up0
        ip addr add 192.0.2.5/24 dev up0 label up0:other
        ip addr add 2001:db8:a::1/64 dev up0 nodad
        ip addr add 203.0.113.1/30 dev up1
        ip link set up0 up
        ip link set up1 up
        ip link add fbr0 type bridge
        ip link add fport address 52:54:00:00:00:01 type veth peer name fbr-eth0 netns "$0"
        ip -n "$0" link set fbr-eth0 up
        ip link set fport master fbr0 up
        ip link set fbr0 up
        ip addr add 10.9.0.1/24 dev fbr0
        ip addr add 2001:db8:9::1/64 dev fbr0 nodad
        ip route add default via 192.0.2.254
        ip route add default via 203.0.113.2 metric 500
        ip route add 198.51.100.0/24 via 192.0.2.253 proto static
        ip route add blackhole 10.66.0.0/16
        ip route add 10.67.0.0/24 dev fbr0 proto bird
        ip route add default via 203.0.113.2 table 100
        ip -6 route add default via 2001:db8:a::fe dev up0
        ip -6 route add 2001:db8:f::/48 via 2001:db8:a::fd dev up0 metric 7
        ip -6 route add unreachable 2001:db8:dead::/48
        ip rule add from 203.0.113.0/30 lookup 100
        ip rule add fwmark 7 lookup 100
        ip -6 rule add from 2001:db8:b::/64 lookup 100
        ip neigh add 192.0.2.77 lladdr 52:54:00:00:00:77 nud permanent dev up0
        ip neigh add proxy 192.0.2.78 dev up0
        ip -6 neigh add 2001:db8:a::77 lladdr 52:54:00:00:00:77 nud permanent dev up0
        tc qdisc add dev up0 root handle 7: tbf rate 100mbit burst 100k limit 1m
        iptables -P FORWARD DROP
        iptables -N DOCKER-USER
        iptables -A DOCKER-USER -j RETURN
        iptables -A FORWARD -j DOCKER-USER
        iptables -t nat -A POSTROUTING -o up1 -j MASQUERADE
        nft -f - <<'END'
        table inet foreign {
            set known { type ipv4_addr; elements = { 192.0.2.1, 192.0.2.254 } }
            chain forward {
                type filter hook forward priority 5; policy drop;
                ip saddr @known accept comment "of somebody's"
            }
        }
        END
        """;

    // A line a thing, without what changes by itself.
    private const string Read = """
        ip -d -o link | sed -E 's/[a-z_]+_timer +[0-9.]+//g; s/fdb_n_learned [0-9]+//; s/^/link /'
        ip -o addr | sed 's/^/addr /'
        ip -4 route show table all | sed 's/^/route4 /'
        ip -6 route show table all | sed 's/^/route6 /'
        ip -4 rule | sed 's/^/rule4 /'
        ip -6 rule | sed 's/^/rule6 /'
        { ip neigh show nud permanent; ip -6 neigh show nud permanent; ip neigh show proxy; } | sed 's/^/neighbour /'
        tc qdisc show | sed 's/^/qdisc /'
        for space in "$@"; do
            # Others have theirs in the same folder at the same time.
            [ ! -e /run/netns/$space ] || echo "namespace $space"
            { ip -n $space -o link; ip -n $space -o addr; ip -n $space route show table all; } | sed "s/^/in $space /"
        done
        nft list ruleset | sed -E 's/packets [0-9]+ bytes [0-9]+//; s/^/nft /'
        cd /proc/sys/net
        grep -rs . ipv4/conf ipv6/conf ipv4/neigh ipv6/neigh ipv4/ip_forward bridge ipv4/fib_multipath_hash_policy |
            grep -v stable_secret | sort | sed 's/^/sysctl /'
        """;

    // What the kernel does with them, and with the anycast addresses of routers, when ip_forward or conf/all/forwarding is switched (inet_forward_change,
    // dev_forward_change).
    private static readonly string[] s_ofForwarding =
        ["/forwarding:", "route6 anycast ", "ipv4/ip_forward:", "ipv4/conf/all/accept_redirects:", "ipv4/conf/default/accept_redirects:"];

    public ForeignHost()
    {
        Requirement.Programs("nft", "iptables", "tc");
        Host = new TestHost(TestRuntime.Lxc);
        try
        {
            Neighbour = Host.NewName();
            Run("-ec", Make, Neighbour);
            Settle();
        }
        catch
        {
            Host.Dispose();
            throw;
        }
    }

    public TestHost Host { get; }

    /// <summary>A namespace of somebody's.</summary>
    public string Neighbour { get; }

    /// <summary>Lets the host forward, or not.</summary>
    public void SetForwarding(bool on) => Run(
        "-ec", """
            echo $0 > /proc/sys/net/ipv4/ip_forward
            echo $0 > /proc/sys/net/ipv6/conf/all/forwarding
            echo 1 > /proc/sys/net/ipv6/conf/up0/accept_ra
            echo 1 > /proc/sys/net/ipv6/conf/up1/accept_ra
            """, on ? "1" : "0");

    /// <summary>All that there is.</summary>
    public string[] ReadAll() => Run("-c", Read, "sh", Neighbour).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>All that does not bear our mark.</summary>
    public string[] ReadForeign(IReadOnlyCollection<string> containers)
    {
        string[] all = ReadAll();
        HashSet<string> links =
        [
            .. all.Where(l => l.StartsWith("link ", StringComparison.Ordinal) && l.Contains("alias containernet", StringComparison.Ordinal))
                .Select(l => l.Split(' ')[2].TrimEnd(':').Split('@')[0]),
        ];
        bool table = false;
        return [.. all.Where(line => !IsOfNft(line) && !containers.Any(c => line == "namespace " + c) && !IsOfLink(line))];

        bool IsOfNft(string line)
        {
            if (!line.StartsWith("nft ", StringComparison.Ordinal)) return false;
            if (line.StartsWith("nft table ", StringComparison.Ordinal)) table = line.StartsWith("nft table inet containernet ", StringComparison.Ordinal);
            return table || line.Contains("comment \"containernet\"", StringComparison.Ordinal);
        }

        bool IsOfLink(string line)
        {
            string[] words = line.Split([' ', '\t', ':', '@', '/'], StringSplitOptions.RemoveEmptyEntries);
            return words[0] switch
            {
                "link" or "addr" => links.Contains(words[2]),
                "sysctl" => words.Length > 3 && links.Contains(words[3]),
                "route4" or "route6" or "qdisc" or "neighbour" =>
                    Array.IndexOf(words, "dev") is >= 0 and var dev && links.Contains(words[dev + 1]),
                _ => false,
            };
        }
    }

    /// <summary>What differs, without what follows from forwarding where that may have been switched on.</summary>
    public static string[] Differences(string[] before, string[] after, bool mayForward)
    {
        IEnumerable<string> gone = before.Except(after).Select(l => "- " + l);
        IEnumerable<string> come = after.Except(before).Select(l => "+ " + l);
        return [.. gone.Concat(come).Where(l => !mayForward || !IsOfForwarding(l))];
    }

    public void Dispose() => Host.Dispose();

    // Carriers and addresses are there a moment after they were asked for.
    private void Settle()
    {
        bool settled = false;
        for (int attempt = 0; !settled && attempt < 600; attempt++)
        {
            settled = !Array.Exists(ReadAll(), l => l.Contains("tentative", StringComparison.Ordinal)
                || l.Contains("NO-CARRIER", StringComparison.Ordinal) || l.Contains("state LEARNING", StringComparison.Ordinal));
            if (!settled) Thread.Sleep(50);
        }

        Assert.True(settled, "The host's links did not come up.");
    }

    private static bool IsOfForwarding(string line) =>
        Array.Exists(s_ofForwarding, f => line.Contains(f, StringComparison.Ordinal))
        || line is "- sysctl ipv6/conf/up0/accept_ra:1" or "+ sysctl ipv6/conf/up0/accept_ra:2"
            or "- sysctl ipv6/conf/up1/accept_ra:1" or "+ sysctl ipv6/conf/up1/accept_ra:2"
        || (line.Contains("sysctl ipv6/conf/", StringComparison.Ordinal) && line.Contains("/accept_ra:", StringComparison.Ordinal)
            && (line.EndsWith(":1", StringComparison.Ordinal) ? line[0] == '-' : line[0] == '+' && line.EndsWith(":2", StringComparison.Ordinal)));

    private string Run(params string[] arguments)
    {
        Tool tool = Host.Run("sh", arguments);
        Assert.True(tool.ExitCode == 0, tool.Output + tool.Error);
        return tool.Output;
    }
}
