using System.Diagnostics;
using System.Net;

namespace ContainerNet.Engine.Tests.Scenarios.Bridges;

/// <summary>
/// A host with bridges, and the outside: a namespace behind the host's uplink that knows no way back to the bridges'
/// networks, so that only what is masqueraded is answered.
/// </summary>
internal sealed class BridgeHost(TestRuntime runtime = TestRuntime.NetNs) : IDisposable
{
    public const string Default = "lxcbr0";
    public const string OutsideV4 = "198.51.100.2";
    public const string OutsideV6 = "2001:db8:51::2";
    public const string UplinkV4 = "198.51.100.1";
    public const string UplinkV6 = "2001:db8:51::1";

    private const string LeaseScript = """
        #!/bin/sh
        case $1 in bound|renew) ;; *) exit 0;; esac
        ip addr replace $ip/$mask dev $interface
        ip route replace default via $router
        echo "ip=$ip/$mask router=$router dns=$dns lease=$lease mtu=$mtu"
        """;

    // A server keeps the host's network namespace, and with it everything in it.
    private const string EndServers = """
        for process in $(pgrep -x dnsmasq); do
            if [ /proc/$process/ns/net -ef /proc/self/ns/net ]; then kill -9 $process; fi
        done
        """;

    private readonly List<Process> _processes = [];
    private string? _outside;

    public TestHost Host { get; } = new(runtime);

    /// <summary>Makes a bridge; what is not said of it takes its default.</summary>
    public CtBridge Make(string name = Default, BridgeSettings? settings = null) =>
        Host.ApplyBridges(new NewBridge(name, settings ?? new BridgeSettings())).Single();

    /// <summary>Changes the default bridge.</summary>
    public CtBridge Change(BridgeSettings settings) =>
        Host.ApplyBridges(new SetBridge(Default, settings)).Single();

    public static IReadOnlyList<IPInterfaceAddress> Addresses(params string[] addresses) =>
        [.. addresses.Select(IPInterfaceAddress.Parse)];

    /// <summary>Makes a container that runs, with an interface on a bridge.</summary>
    public string NewContainer(string bridge = Default)
    {
        string name = Host.NewContainer();
        Host.Apply(Wish.Bridged(name, "eth0", bridge, dhcp: true));
        Host.Start(name);
        return name;
    }

    /// <summary>What the container's DHCP client was given, by name; it has configured its interface with it.</summary>
    public Dictionary<string, string> AskForLease(string container)
    {
        string script = Host.NewPath(".sh");
        File.WriteAllText(script, LeaseScript);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Tool tool = Inside(
            container, "busybox", "udhcpc", "-i", "eth0", "-n", "-q", "-t", "10", "-O", "mtu", "-s", script);
        Assert.True(tool.ExitCode == 0, tool.Error);
        return tool.Output.Split('\n').Single(l => l.StartsWith("ip=", StringComparison.Ordinal)).Trim().Split(' ')
            .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
    }

    /// <summary>Runs a program of the host's on a container's network.</summary>
    public Tool Inside(string container, params string[] command)
    {
        string[] all = [.. Host.Enter(container), .. command];
        return Host.Run(all[0], all[1..]);
    }

    /// <summary>Makes the outside: a server that tells each client as whom it sees it, and one for names.</summary>
    public void MakeOutside()
    {
        _outside = Host.NewName();
        Host.IpDo($"netns add {_outside}");
        Host.IpDo($"link add uplink type veth peer name eth0 netns {_outside}");
        Host.IpDo($"addr add {UplinkV4}/24 dev uplink");
        Host.IpDo($"addr add {UplinkV6}/64 dev uplink nodad");
        Host.IpDo("link set uplink up");
        Host.IpDo($"-n {_outside} addr add {OutsideV4}/24 dev eth0");
        Host.IpDo($"-n {_outside} addr add {OutsideV6}/64 dev eth0 nodad");
        Host.IpDo($"-n {_outside} link set eth0 up");
        Serve("socat", "TCP4-LISTEN:7,fork,reuseaddr", "SYSTEM:echo $SOCAT_PEERADDR");
        Serve("socat", "TCP6-LISTEN:7,fork,reuseaddr,ipv6only", "SYSTEM:echo $SOCAT_PEERADDR");
        Serve("dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--user=root",
            "--pid-file=", $"--listen-address={OutsideV4}", "--bind-interfaces",
            "--address=/beyond.example/203.0.113.80");
    }

    /// <summary>The address by which the outside sees a container.</summary>
    public string SeenAs(string container, string outside)
    {
        string target = outside.Contains(':', StringComparison.Ordinal) ? $"[{outside}]" : outside;
        for (int attempt = 0; attempt < 20; attempt++)
        {
            Tool tool = Inside(container, "socat", "-T2", "-u", $"TCP:{target}:7,connect-timeout=2", "STDOUT");
            if (IPAddress.TryParse(tool.Output.Trim(), out IPAddress? seen)) return seen.ToString();
            Thread.Sleep(100);
        }

        return "unanswered";
    }

    public string Nft(string table = "inet containernet")
    {
        Tool tool = Host.Run("nft", ["-s", "-j", "list", "table", .. table.Split(' ')]);
        return tool.ExitCode == 0 ? tool.Output : "";
    }

    /// <summary>The folder of the bridges' files.</summary>
    public string StoreFolder => Path.Combine(Host.Options.StateDirectory, "bridges");

    public void OutsideKnows(string route) => Host.IpDo($"-n {_outside} route add {route}");

    private void Serve(params string[] command) => _processes.Add(
        Host.OnThread(() => Tool.Start("ip", ["netns", "exec", _outside!, .. command])));

    public void Dispose()
    {
        try
        {
            Host.Run("sh", "-c", EndServers);
        }
        finally
        {
            foreach (Process process in _processes)
            {
                process.Kill();
                process.Dispose();
            }

            Host.Dispose();
        }
    }
}
