namespace ContainerNet.Engine.Tests.Scenarios.Firewall;

/// <summary>
/// A host between containers and a client: one container is routed, one a port of br0, and the client is at the other
/// end of the uplink. Firewalls are made by the very commands, or of the very chains, that the real ones use.
/// </summary>
internal sealed class FilteredHost : IDisposable
{
    private static readonly string[] s_ofClient = ["192.0.2.2", "2001:db8:a::2"];

    /// <summary>What makes a packet filter like those that drop what nobody has asked for.</summary>
    private static readonly Dictionary<string, string> s_firewalls = new(StringComparer.Ordinal)
    {
        ["iptables"] = "iptables -P FORWARD DROP; ip6tables -P FORWARD DROP",
        ["iptables-legacy"] = "iptables-legacy -P FORWARD DROP; ip6tables-legacy -P FORWARD DROP",
        ["docker"] = """
            for t in iptables ip6tables; do
                $t -P FORWARD DROP
                $t -N DOCKER; $t -N DOCKER-USER; $t -N DOCKER-ISOLATION-STAGE-1; $t -N DOCKER-ISOLATION-STAGE-2
                $t -A FORWARD -j DOCKER-USER
                $t -A FORWARD -j DOCKER-ISOLATION-STAGE-1
                $t -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                $t -A FORWARD -o docker0 -j DOCKER
                $t -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
                $t -A FORWARD -i docker0 -o docker0 -j ACCEPT
                $t -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
                $t -A DOCKER-ISOLATION-STAGE-1 -j RETURN
                $t -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
                $t -A DOCKER-ISOLATION-STAGE-2 -j RETURN
                $t -A DOCKER-USER -j RETURN
            done
            """,
        ["ufw"] = """
            for t in iptables ip6tables; do
                case $t in iptables) p=ufw ;; *) p=ufw6 ;; esac
                $t -P FORWARD DROP
                for c in before-logging-forward before-forward after-forward after-logging-forward reject-forward \
                    track-forward user-forward user-logging-forward skip-to-policy-forward; do
                    $t -N $p-$c
                done
                for c in before-logging-forward before-forward after-forward after-logging-forward reject-forward \
                    track-forward; do
                    $t -A FORWARD -j $p-$c
                done
                $t -A $p-before-forward -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                case $t in iptables) $t -A $p-before-forward -p icmp --icmp-type echo-request -j ACCEPT ;; esac
                $t -A $p-before-forward -j $p-user-forward
                $t -A $p-skip-to-policy-forward -j DROP
            done
            iptables -F ufw-before-forward
            iptables -A ufw-before-forward -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            iptables -A ufw-before-forward -j ufw-user-forward
            """,
        ["firewalld"] = """
            nft -f - <<'END'
            table inet firewalld {
                chain filter_FORWARD {
                    type filter hook forward priority filter + 10; policy accept;
                    ct state { established, related } accept
                    ct status dnat accept
                    iifname "lo" accept
                    ct state invalid drop
                    ip6 daddr { ::/96, ::ffff:0.0.0.0/96, 2002::/24 } reject with icmpv6 addr-unreachable
                    jump filter_FORWARD_ZONES
                    reject with icmpx admin-prohibited
                }
                chain filter_FORWARD_ZONES {
                    iifname "up0" goto filter_FWD_public
                    goto filter_FWD_public
                }
                chain filter_FWD_public {
                    jump filter_FWD_public_pre
                    jump filter_FWD_public_allow
                    reject with icmpx admin-prohibited
                }
                chain filter_FWD_public_pre {
                }
                chain filter_FWD_public_allow {
                    oifname "up1" accept
                }
            }
            END
            """,
        ["nft"] = """
            nft -f - <<'END'
            table inet early {
                chain forward {
                    type filter hook forward priority -10; policy accept;
                    accept
                }
            }
            table inet filter {
                chain forward {
                    type filter hook forward priority 0; policy drop;
                    ct state vmap { established : accept, related : accept, invalid : drop }
                    tcp dport 22 accept
                }
            }
            END
            """,
    };

    public FilteredHost(TestRuntime runtime)
    {
        Requirement.Programs("nft", "iptables", "ip6tables", "iptables-legacy", "ip6tables-legacy");
        Host = new TestHost(runtime);
        try
        {
            Client = Host.NewName();
            Shell($"ip netns add {Client}");
            Host.IpDo($"link add up0 type veth peer name eth0 netns {Client}");
            Host.IpDo("addr add 192.0.2.1/24 dev up0");
            Host.IpDo("addr add 2001:db8:a::1/64 dev up0 nodad");
            Host.IpDo("link set up0 up");
            Shell($"""
                exec ip netns exec {Client} sh -ec '
                    ip link set lo up
                    ip link set eth0 up
                    ip addr add 192.0.2.2/24 dev eth0
                    ip addr add 2001:db8:a::2/64 dev eth0 nodad
                    ip route add default via 192.0.2.1
                    ip route add default via 2001:db8:a::1'
                """);
            Host.NewBridge("br0", "10.0.5.1/24", "2001:db8:5::1/64");
            Routed = Host.NewContainer();
            Bridged = Host.NewContainer();
            Host.Apply(
                Wish.Routed(Routed, "eth0", "10.100.10.0/30", "2001:db8:100::/126"), Wish.Bridged(Bridged, "eth0", "br0"));
            Host.AddIps(Routed, "eth0", "198.51.100.10", "2001:db8:1::10");
            Host.AddIps(Bridged, "eth0", "10.0.5.10/24", "2001:db8:5::10/64");
        }
        catch
        {
            Host.Dispose();
            throw;
        }
    }

    public static IEnumerable<string> Firewalls => s_firewalls.Keys;

    public TestHost Host { get; }

    public string Client { get; }

    public string Routed { get; }

    public string Bridged { get; }

    public IEnumerable<CtNetIfFinding> Findings => Host.Call((e, told) => e.FindDrift(null, told).ToArray());

    public void Filter(string firewall) => Shell(s_firewalls[firewall]);

    public string Shell(string script)
    {
        Tool tool = Host.Run("sh", "-ec", script);
        Assert.True(tool.ExitCode == 0, $"{script}\n{tool.Output}{tool.Error}");
        return tool.Output;
    }

    /// <summary>From each container the client is reached in each family.</summary>
    public void AssertOpen() => Assert.All(
        Ways, way => Assert.True(Host.Answers(way.To, way.From), $"{way.From} does not reach {way.To}"));

    /// <summary>None of them is let through. Ask only when they were open before, or there is nothing to wait for.</summary>
    public void AssertClosed() => Assert.All(Ways, way =>
    {
        string[] command = [.. Host.Enter(way.From), "ping", "-c1", "-W0.3", way.To];
        Assert.NotEqual(0, Host.Run(command[0], command[1..]).ExitCode);
    });

    /// <summary>The rules of all kinds, without what they have counted.</summary>
    public string Rules() => Shell("""
        { nft list ruleset; iptables-legacy-save; ip6tables-legacy-save; } 2> /dev/null |
            sed 's/packets [0-9]* bytes [0-9]*//; s/\[[0-9]*:[0-9]*\]//; /^#/d'
        """);

    public void Dispose() => Host.Dispose();

    private IEnumerable<(string From, string To)> Ways =>
        from container in new[] { Routed, Bridged } from address in s_ofClient select (container, address);
}
