using System.Text;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>The host's settings in DIRECTORY/options.yml; without the file, the defaults.</summary>
internal sealed class OptionStore(string directory)
{
    private const string FileName = "options.yml";
    private const string Known = "default_bridge, interconnect_pools, forward_accept";
    private readonly StoreDirectory _root = new(Path.GetFullPath(directory));

    /// <summary>The directory of the store.</summary>
    public string Directory => _root.Path;

    /// <exception cref="ContainerNetException">The file is broken, or may not be read.</exception>
    public NetOptions Read() =>
        _root.Read(FileName) is { } found ? Parse(_root.PathOf(FileName), found.Bytes) : new NetOptions();

    /// <summary>Stores the settings; under the store's lock.</summary>
    public void Write(NetOptions options)
    {
        _root.Make();
        _root.Replace(FileName, Encoding.UTF8.GetBytes(Format(options)));
    }

    private static NetOptions Parse(string file, byte[] bytes)
    {
        var options = new NetOptions();
        UnknownKeys unknown = SettingsFile.Read(file, bytes, Known, (yaml, key) =>
        {
            switch (key)
            {
                case "default_bridge":
                    options = options with { DefaultBridge = Bridge(yaml) };
                    return true;
                case "interconnect_pools":
                    options = Pools(yaml, options);
                    return true;
                case "forward_accept":
                    options = options with { ForwardAccept = yaml.Flag("true or false") };
                    return true;
                default:
                    return false;
            }
        });
        return options with { Unknown = unknown };
    }

    private static string Bridge(YamlCursor yaml) => yaml.Value(
        text =>
        {
            NameRules.CheckLink(text, "the host");
            return text;
        },
        "the name of a bridge");

    private static NetOptions Pools(YamlCursor yaml, NetOptions options)
    {
        yaml.Mapping(
            "a mapping with the keys v4 and v6",
            (family, mark) =>
            {
                if (family is not ("v4" or "v6")) return false;
                InterconnectPool pool = yaml.Value(InterconnectPool.Parse, "a network, such as 10.100.0.0/16, or none");
                bool v4 = family == "v4";
                if (pool.Network is { } network && v4 != (Prefix.Version(network) == IPVersion.IPv4))
                {
                    IPVersion version = v4 ? IPVersion.IPv4 : IPVersion.IPv6;
                    throw yaml.Refused(mark, InterfaceErrors.WrongFamily($"The pool {pool}", version, "the host"));
                }

                options = v4 ? options with { PoolV4 = pool } : options with { PoolV6 = pool };
                return true;
            },
            null,
            "v4 or v6");
        return options;
    }

    private static string Format(NetOptions options)
    {
        var yaml = new YamlText();
        yaml.BeginMapping();
        yaml.Key("default_bridge").Text(options.DefaultBridge);
        yaml.Key("interconnect_pools");
        yaml.BeginMapping();
        yaml.Key("v4").Plain(options.PoolV4.ToString());
        yaml.Key("v6").Address(options.PoolV6.ToString());
        yaml.EndMapping();
        if (options.ForwardAccept) yaml.Key("forward_accept").Plain("true");
        yaml.Unknown(options.Unknown);
        yaml.EndMapping();
        return yaml.Finish();
    }
}
