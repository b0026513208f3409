using System.Net;
using ContainerNet.Engine.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ContainerNet.Engine.Store;

/// <summary>Reads one entry of net_interfaces.</summary>
internal sealed class InterfaceReader(string container, YamlCursor yaml, ContainerClaims claims)
{
    private readonly InterfaceMarks _marks = new(yaml.Current.Start);
    private readonly List<KeyValuePair<string, IReadOnlyList<ParsingEvent>>> _unknown = [];
    private readonly List<IPInterfaceAddress> _v4 = [];
    private readonly List<IPInterfaceAddress> _v6 = [];
    private readonly List<(RouteConfig Route, bool? Static)> _routesV4 = [];
    private readonly List<(RouteConfig Route, bool? Static)> _routesV6 = [];
    private readonly List<IPInterfaceAddress> _addresses = [];
    private readonly List<RouteConfig> _routes = [];
    private CtNetIfType _type = CtNetIfType.Other;
    private string? _name;
    private string? _host;
    private string? _link;
    private MacAddress? _mac;
    private int? _mtu;
    private int _txQueues = 1;
    private int _rxQueues = 1;
    private BitRate _maxTx = BitRate.Unlimited;
    private BitRate _maxRx = BitRate.Unlimited;
    private bool _dhcp = true;
    private Gateway _gatewayV4 = Gateway.Auto;
    private Gateway _gatewayV6 = Gateway.Auto;
    private Interconnect? _viaV4;
    private Interconnect? _viaV6;

    private string Target => _name is null ? container : $"{container}/{_name}";

    public InterfaceConfig Read()
    {
        Mark start = yaml.Current.Start;
        yaml.Mapping("an interface with the keys type and name", Field, _unknown, "type, name or host_interface");
        if (_type == CtNetIfType.Other) throw yaml.Broken(start, "an interface without the key 'type'");
        if (_name is null) throw yaml.Broken(start, "an interface without the key 'name'");
        bool bridge = _type == CtNetIfType.Bridge;
        if (bridge && _link is null) throw yaml.Broken(start, $"the bridge interface '{_name}' without the key 'link'");
        RefuseKeysOfOtherType(bridge);
        if (!claims.TryName(_name)) throw yaml.Refused(start, InterfaceErrors.InterfaceExists(Target));
        InterfaceConfig config = Config(bridge);
        _marks.Check(config, new ReadItems(_addresses, _routes), claims, yaml, Target);
        return config;
    }

    private InterfaceConfig Config(bool bridge)
    {
        var held4 = new SortedAddresses(_v4);
        var held6 = new SortedAddresses(_v6);
        return new InterfaceConfig(_name!, _type)
        {
            HostInterface = _host ?? HostVethName.Of(container, _name!),
            Link = _link,
            Mac = _mac,
            Mtu = _mtu,
            TxQueues = _txQueues,
            RxQueues = _rxQueues,
            MaxTx = _maxTx,
            MaxRx = _maxRx,
            Dhcp = bridge && _dhcp,
            GatewayV4 = _gatewayV4,
            GatewayV6 = _gatewayV6,
            ViaV4 = _viaV4,
            ViaV6 = _viaV6,
            AddressesV4 = _v4,
            AddressesV6 = _v6,
            RoutesV4 = _routesV4.ConvertAll(r => RouteYaml.Settle(r.Route, r.Static, held4)),
            RoutesV6 = _routesV6.ConvertAll(r => RouteYaml.Settle(r.Route, r.Static, held6)),
            Unknown = _unknown.Count == 0 ? UnknownKeys.None : new UnknownKeys(_unknown),
        };
    }

    private void RefuseKeysOfOtherType(bool bridge)
    {
        string[] keys = bridge ? ["via", "routes"] : ["link", "dhcp", "gateways"];
        foreach (string key in keys)
        {
            if (!_marks.TryGetKey(key, out Mark mark)) continue;
            ContainerNetException rule = bridge ? InterfaceErrors.NotRouted(Target) : InterfaceErrors.NotBridged(Target);
            throw yaml.Refused(mark, rule);
        }
    }

    private bool Field(string key, Mark mark)
    {
        _marks.AddKey(key, mark);
        return LinkField(key) || AddressField(key);
    }

    private bool LinkField(string key)
    {
        switch (key)
        {
            case "type": _type = yaml.Value(Type, "bridge or routed"); return true;
            case "name": _name = LinkName(container); return true;
            case "host_interface": _host = yaml.SkipNull() ? null : LinkName("the host"); return true;
            case "link": _link = LinkName("the host"); return true;
            case "hwaddr": _mac = yaml.SkipNull() ? null : yaml.Value(Mac, "six pairs of digits, or null"); return true;
            case "mtu": _mtu = yaml.SkipNull() ? null : Mtu(); return true;
            case "max_tx": _maxTx = Rate(); return true;
            case "max_rx": _maxRx = Rate(); return true;
            case "tx_queues": _txQueues = Queues(); return true;
            case "rx_queues": _rxQueues = Queues(); return true;
            default: return false;
        }
    }

    private bool AddressField(string key)
    {
        switch (key)
        {
            case "dhcp":
                _dhcp = yaml.Flag("true or false");
                return true;
            case "gateways":
                Families("gateways of v4 and v6", v => SetGateway(v, yaml.SkipNull() ? Gateway.Auto : GatewayOf(v)));
                return true;
            case "via":
                Families("networks of v4 and v6", v => SetVia(v, yaml.SkipNull() ? null : Via(v)));
                return true;
            case "ip_addresses":
                Families("lists of addresses of v4 and v6", Addresses);
                return true;
            case "routes":
                Families("lists of routes of v4 and v6", Routes);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a mapping of v4 and v6; osctl's files have the numbers 4 and 6 as well.</summary>
    private void Families(string expected, Action<IPVersion> read)
    {
        if (yaml.SkipNull()) return;
        var seen = new HashSet<IPVersion>();
        yaml.Mapping(expected, (key, mark) =>
        {
            if (key is not ("v4" or "4" or "v6" or "6")) return false;
            IPVersion version = key is "v4" or "4" ? IPVersion.IPv4 : IPVersion.IPv6;
            if (!seen.Add(version)) throw yaml.Broken(mark, $"the key '{key}' repeats what is said above");
            read(version);
            return true;
        }, null, "v4 or v6");
    }

    private void Addresses(IPVersion version)
    {
        string example = version == IPVersion.IPv4 ? "192.0.2.5/32" : "2001:db8::5/128";
        string expected = $"an {version} address, such as {example}";
        List<IPInterfaceAddress> list = version == IPVersion.IPv4 ? _v4 : _v6;
        yaml.Sequence("a list of addresses", () =>
        {
            _marks.AddAddress(yaml.Current.Start);
            IPInterfaceAddress address = yaml.Value(
                text => RouteYaml.Of(version, IPInterfaceAddress.Parse(text), a => a.GetVersion()), expected);
            list.Add(address);
            _addresses.Add(address);
        });
    }

    private void Routes(IPVersion version)
    {
        List<(RouteConfig, bool?)> list = version == IPVersion.IPv4 ? _routesV4 : _routesV6;
        yaml.Sequence("a list of routes", () =>
        {
            _marks.AddRoute(yaml.Current.Start);
            (RouteConfig Route, bool? Static) read = RouteYaml.Read(yaml, version);
            list.Add(read);
            _routes.Add(read.Route);
        });
    }

    private Gateway GatewayOf(IPVersion version)
    {
        _marks.AddGateway(version, yaml.Current.Start);
        return yaml.Value(
            text =>
            {
                var gateway = Gateway.Parse(text);
                InterfaceRules.RequireFamily(gateway, version, Target);
                return gateway;
            },
            $"auto, none or an {version} address");
    }

    private void SetGateway(IPVersion version, Gateway gateway)
    {
        if (version == IPVersion.IPv4) _gatewayV4 = gateway;
        else _gatewayV6 = gateway;
    }

    private Interconnect? Via(IPVersion version)
    {
        _marks.AddVia(version, yaml.Current.Start);
        string expected = $"an {version} network with room for two ends, as "
            + (version == IPVersion.IPv4 ? "10.100.10.100/30" : "2001:db8:100::/126");
        Interconnect Parse() => yaml.Value(
            text => RouteYaml.Of(version, Interconnect.Parse(text), i => i.GetVersion()), expected);
        if (yaml.Current is not MappingStart) return Parse();
        Interconnect? via = null;
        yaml.Mapping(expected, (key, _) =>
        {
            if (key is not ("network" or "host" or "ct")) return false;
            if (key == "network") via = Parse();
            else yaml.Text("an address"); // Both follow from the network.
            return true;
        }, null, "network, host or ct");
        return via;
    }

    private void SetVia(IPVersion version, Interconnect? via)
    {
        if (version == IPVersion.IPv4) _viaV4 = via;
        else _viaV6 = via;
    }

    private BitRate Rate() =>
        new(yaml.Number(0, ulong.MaxValue, "bits per second in digits, 0 for no limit"));

    private int Mtu()
    {
        _marks.AddKey("mtu", yaml.Current.Start);
        return yaml.Number(n => MtuRules.Check(n, Target), $"{MtuRules.Least} to {MtuRules.Most}, or null");
    }

    private int Queues() =>
        yaml.Number(n => QueueRules.Check(n, Target), $"{QueueRules.Least} to {QueueRules.Most}");

    private static CtNetIfType Type(string text) => text switch
    {
        "bridge" => CtNetIfType.Bridge,
        "routed" => CtNetIfType.Routed,
        _ => throw new FormatException(),
    };

    // An x would give a different address at every read.
    private static MacAddress Mac(string text) =>
        !text.Contains('x', StringComparison.OrdinalIgnoreCase) && MacAddress.TryParse(text, null, out MacAddress? mac)
            ? mac
            : throw MacRules.Invalid(text);

    private string LinkName(string owner) => yaml.Value(
        text =>
        {
            NameRules.CheckLink(text, owner);
            return text;
        },
        "the name of a link");
}
