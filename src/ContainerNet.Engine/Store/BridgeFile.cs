using System.Net;
using System.Text;
using ContainerNet.Engine.Model;
using YamlDotNet.Core;

namespace ContainerNet.Engine.Store;

/// <summary>A bridge as YAML.</summary>
internal static class BridgeFile
{
    private const string Known = "addresses, dhcp, dhcp_range, nat, mtu, dns_servers";

    /// <exception cref="ContainerNetException">StoreFileBroken.</exception>
    public static BridgeConfig Read(string name, string file, ReadOnlySpan<byte> bytes)
    {
        var config = new BridgeConfig(name);
        var marks = new Dictionary<string, Mark>(StringComparer.Ordinal);
        UnknownKeys unknown = SettingsFile.Read(file, bytes, Known, (yaml, key) =>
        {
            marks[key] = yaml.Current.Start;
            BridgeConfig? read = Field(yaml, key, config);
            config = read ?? config;
            return read is not null;
        });
        Check(config, file, marks);
        return config with { Unknown = unknown };
    }

    public static byte[] Write(BridgeConfig config)
    {
        var yaml = new YamlText();
        yaml.BeginMapping();
        yaml.Key("addresses").Sequence(config.Addresses, a => yaml.Address(a.ToString()));
        yaml.Key("dhcp").Plain(config.Dhcp ? "true" : "false");
        if (config.DhcpRange is not null) yaml.Key("dhcp_range").Plain(config.DhcpRange.ToString());
        yaml.Key("nat").Plain(config.Nat ? "true" : "false");
        if (config.Mtu is { } mtu) yaml.Key("mtu").Number(mtu);
        if (config.DnsServers.Count > 0)
        {
            yaml.Key("dns_servers").Sequence(config.DnsServers, a => yaml.Address(a.ToString()));
        }

        yaml.Unknown(config.Unknown);
        yaml.EndMapping();
        return Encoding.UTF8.GetBytes(yaml.Finish());
    }

    private static void Check(BridgeConfig config, string file, Dictionary<string, Mark> marks)
    {
        foreach ((string key, Action<BridgeConfig> check) in BridgeConfigRules.All)
        {
            try
            {
                check(config);
            }
            catch (ContainerNetException e)
            {
                // A rule may be broken by what the file leaves out.
                Mark at = marks.GetValueOrDefault(key, Mark.Empty);
                throw StoreError.Refused(file, at.Line, at.Column, e);
            }
        }
    }

    private static BridgeConfig? Field(YamlCursor yaml, string key, BridgeConfig config) => key switch
    {
        "addresses" => config with
        {
            Addresses = List(yaml, IPInterfaceAddress.Parse, "an address, such as 10.0.3.1/24"),
        },
        "dhcp" => config with { Dhcp = yaml.Flag("true or false") },
        "dhcp_range" => config with { DhcpRange = Range(yaml) },
        "nat" => config with { Nat = yaml.Flag("true or false") },
        "mtu" => config with
        {
            Mtu = yaml.Number(
                n => MtuRules.Check(n, $"The bridge {config.Name}"), $"an MTU of {MtuRules.Least} to {MtuRules.Most}"),
        },
        "dns_servers" => config with { DnsServers = List(yaml, Address, "an address, such as 192.0.2.53") },
        _ => null,
    };

    private static AddressRange? Range(YamlCursor yaml) =>
        yaml.SkipNull() ? null : yaml.Value(AddressRange.Parse, "a range, as 10.0.3.100-10.0.3.200");

    private static List<T> List<T>(YamlCursor yaml, Func<string, T> parse, string expected)
    {
        var list = new List<T>();
        yaml.Sequence($"a list of {expected}", () => list.Add(yaml.Value(parse, expected)));
        return list;
    }

    private static IPAddress Address(string text) =>
        IPText.TryParseAddress(text, out IPAddress address) ? address : throw new FormatException();
}
