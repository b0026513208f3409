using System.Globalization;

namespace ContainerNet.Engine.Tests.Scenarios.Host;

/// <summary>Things that users do to containers, by chance: the same for the same seed.</summary>
/// <param name="foreign">The host.</param>
/// <param name="lxc">LXC containers, which are there.</param>
/// <param name="seed">Where the chances begin.</param>
internal sealed class RandomSequence(ForeignHost foreign, string[] lxc, int seed)
{
    private static readonly string[] s_interfaces = ["eth0", "eth1", "wan.7"];
    private static readonly string[] s_bridges = ["fbr0", "br0", "br1"];
    private static readonly string[] s_vias = ["10.100.10.0/30", "10.100.10.4/31", "192.0.2.64/30", "2001:db8:100::/126"];

    // Some of them are the host's.
    private static readonly string[] s_addresses =
    [
        "198.18.0.1/32", "198.18.0.2/24", "198.18.5.1/25", "192.0.2.1/32", "192.0.2.77/32", "10.9.0.7/24", "10.9.0.1/24",
        "2001:db8:1::1/128", "2001:db8:1::2/64", "2001:db8:a::1/128", "2001:db8:9::7/64",
    ];

    private static readonly string[] s_routes =
    [
        "198.19.0.0/24", "198.51.100.0/24", "0.0.0.0/0", "128.0.0.0/1", "10.66.0.0/16", "10.66.1.0/24", "192.0.2.0/24",
        "2001:db8:2::/48", "2001:db8:f::/48", "2001:db8:dead::/48", "::/0",
    ];

    private readonly Random _random = new(seed);
    private readonly List<string> _spaces = [];
    private readonly List<string> _done = [];

    /// <summary>What was done, and what came of it.</summary>
    public string Done => $"seed {seed}\n{string.Join('\n', _done)}";

    /// <summary>The namespace containers that were made.</summary>
    public IReadOnlyCollection<string> Spaces => _spaces;

    private TestHost Host => foreign.Host;

    /// <summary>Does so many things.</summary>
    public void Run(int count)
    {
        for (int i = 0; i < count; i++) Step();
    }

    /// <summary>Removes all that was made.</summary>
    public void Undo()
    {
        string[] all = [.. lxc, .. _spaces];
        Try("stop all", () => Errors(Host.Call((e, told) => e.Stop(Known(all), force: true, told)).Select(o => o.Error)));
        foreach (string name in Known(all))
        {
            Host.Apply(Host.Interfaces(name).Select(i => new RemoveInterface(name, i.Name)));
            if (_spaces.Contains(name)) Host.Apply(new RemoveContainer(name));
        }

        foreach (string bridge in Host.Bridges().Where(b => b.Managed).Select(b => b.Name).ToArray())
        {
            Host.ApplyBridges(new RemoveBridge(bridge, Force: true));
        }

        Host.SetOptions(new OptionSettings { ForwardAccept = false, DefaultBridge = "lxcbr0" });
        Host.Restore();
    }

    private void Step()
    {
        string container = Container();
        string name = Any(s_interfaces);
        switch (_random.Next(20))
        {
            case 0: NewSpace(); break;
            case 1 or 2: Change(Interface(container, name)); break;
            case 3: Change(Wish.Set(container, name, Settings())); break;
            case 4: Change(Chance() ? new RemoveInterface(container, name) : new RenameInterface(container, name, Any(s_interfaces))); break;
            case 5 or 6 or 7: Change(Wish.AddIp(container, name, Any(s_addresses))); break;
            case 8: Change(Wish.RemoveIp(container, name, Any(s_addresses))); break;
            case 9: Change(Wish.AddRoute(container, name, Any(s_routes)) with { Force = Chance() }); break;
            case 10: Change(Wish.RemoveRoute(container, name, Any(s_routes))); break;
            case 11: Bridge(); break;
            case 12 or 13: Try($"start {container}", () => Errors(Host.TryStart(container).Select(o => o.Error))); break;
            case 14: Try($"stop {container}", () => Errors(Host.Call((e, told) => e.Stop([container], force: false, told)).Select(o => o.Error))); break;
            case 15: Lxc(Any(lxc)); break;
            case 16: Try($"repair {container}", () => Errors(Host.TryRepair(container))); break;
            case 17: Try("restore", () => Errors(Host.RestoreBridges().Errors.Concat(Host.RestoreContainers().Errors))); break;
            case 18: Option(); break;
            default: Disturb(container); break;
        }
    }

    private void NewSpace()
    {
        string name = Host.NewName();
        _spaces.Add(name);
        Change(new NewContainer(name));
    }

    private NewInterface Interface(string container, string name) => _random.Next(4) switch
    {
        0 => Wish.Bridged(container, name, Any(s_bridges)),
        1 => Wish.Routed(container, name),
        2 => Wish.Routed(container, name, Any(s_vias)),
        _ => Wish.Routed(container, name, "10.100.20.0/30", "2001:db8:200::/126"),
    };

    private InterfaceSettings Settings() => _random.Next(5) switch
    {
        0 => Wish.Limits("10mbit", null),
        1 => Wish.Limits("unlimited", Chance() ? "20mbit" : "unlimited"),
        2 => new InterfaceSettings { Mtu = Chance() ? 1400 : 9000 },
        3 => new InterfaceSettings { HostInterface = Any(["ctn-web", "up0", "fport", "ctn-foreign"]) },
        _ => new InterfaceSettings { Link = Any(s_bridges) },
    };

    private void Bridge()
    {
        string name = Any(s_bridges);
        var settings = new BridgeSettings
        {
            Addresses = [IPInterfaceAddress.Parse(Any(["10.77.0.1/24", "10.78.0.1/24", "192.0.2.9/25", "2001:db8:77::1/64"]))],
            Dhcp = false,
            Nat = Chance(),
        };
        CtBridgeChange change = _random.Next(3) switch
        {
            0 => new NewBridge(name, settings),
            1 => new SetBridge(name, settings),
            _ => new RemoveBridge(name, Force: Chance()),
        };
        Try($"{change}", () => Errors(Host.TryBridges(change).Select(o => o.Error)));
    }

    private void Lxc(string name)
    {
        string program = Chance() ? "lxc-start" : "lxc-stop -k";
        Tool tool = Host.Run("sh", "-c", $"timeout 20 {program} -n {name} -P {Host.LxcPath} < /dev/null > /dev/null 2>&1");
        _done.Add($"{program} {name}: {tool.ExitCode}");
    }

    private void Option()
    {
        bool accept = Chance();
        Try($"ForwardAccept {accept}", () =>
        {
            Host.SetOptions(new OptionSettings { ForwardAccept = accept, DefaultBridge = Any(s_bridges) });
            return "";
        });
    }

    // What is ours is changed by others, too.
    private void Disturb(string container)
    {
        string script = Any(
        [
            "ip link set $veth down", "ip link del $veth", "ip addr flush dev $veth", "ip route flush dev $veth",
            "nft delete table inet containernet", "iptables -F DOCKER-USER; iptables -A DOCKER-USER -j RETURN",
            "ip link set $veth mtu 1300", "ip link del br0 type bridge",
        ]);
        string veth = Known([container]).SelectMany(Host.Interfaces).FirstOrDefault()?.HostInterface ?? "ctn-none";

        // Only while it is ours: the name may be another's.
        if (script.Contains("br0", StringComparison.Ordinal) && !Host.Bridges().Any(b => b.Name == "br0" && b.Managed)) return;
        Tool tool = Host.Run("sh", "-c", $"veth={veth}; {script}");
        _done.Add($"{script} ({veth}): {tool.ExitCode}");
    }

    private void Change(CtChange change) => Try($"{change}", () => Errors(Host.Try(change).Select(o => o.Error)));

    private void Try(string what, Func<string> action)
    {
        string came;
        try
        {
            came = action();
        }
        catch (ContainerNetException e)
        {
            came = Errors([e]);
        }

        _done.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {came}"));
    }

    private static string Errors(IEnumerable<ContainerNetException?> errors) =>
        string.Join(", ", errors.OfType<ContainerNetException>().Select(e => $"{e.ErrorId} ({e.Message})"));

    private string[] Known(IEnumerable<string> names)
    {
        HashSet<string> known = [.. Host.Containers().Select(c => c.Name)];
        return [.. names.Where(known.Contains)];
    }

    private string Container() => Any([.. lxc, .. _spaces]);

    private bool Chance() => _random.Next(2) == 0;

    private T Any<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
