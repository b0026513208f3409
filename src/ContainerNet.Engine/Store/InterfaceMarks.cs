using ContainerNet.Engine.Model;
using YamlDotNet.Core;

namespace ContainerNet.Engine.Store;

/// <summary>
/// Where in the file the parts of an interface stand, for the rules that are known only once all are read.
/// </summary>
internal sealed class InterfaceMarks(Mark start)
{
    private readonly Dictionary<string, Mark> _keys = new(StringComparer.Ordinal);
    private readonly List<Mark> _addresses = [];
    private readonly List<Mark> _routes = [];
    private readonly Dictionary<IPVersion, Mark> _gateways = [];
    private readonly Dictionary<IPVersion, Mark> _vias = [];

    public void AddKey(string key, Mark mark) => _keys[key] = mark;

    public void AddAddress(Mark mark) => _addresses.Add(mark);

    public void AddRoute(Mark mark) => _routes.Add(mark);

    public void AddGateway(IPVersion version, Mark mark) => _gateways[version] = mark;

    public void AddVia(IPVersion version, Mark mark) => _vias[version] = mark;

    public bool TryGetKey(string key, out Mark mark) => _keys.TryGetValue(key, out mark);

    /// <summary>Applies the rules of a parameter.</summary>
    /// <param name="config">What was read.</param>
    /// <param name="read">Its addresses and routes, in the order in which they stand in the file.</param>
    /// <param name="claims">What the interfaces above it have.</param>
    /// <param name="yaml">Makes the error.</param>
    /// <param name="target">The interface, for errors.</param>
    /// <exception cref="ContainerNetException">A rule is broken, with the id that it has for a parameter.</exception>
    public void Check(InterfaceConfig config, ReadItems read, ContainerClaims claims, YamlCursor yaml, string target)
    {
        Mark at = start;
        try
        {
            foreach (IPVersion version in Enum.GetValues<IPVersion>())
            {
                at = _vias.GetValueOrDefault(version, start);
                if (config.Via(version) is { } via) claims.Claim(config, via);
                at = _gateways.GetValueOrDefault(version, start);
                InterfaceRules.CheckGateway(config, version, target);
            }

            for (int i = 0; i < read.Addresses.Count; i++)
            {
                at = _addresses[i];
                InterfaceRules.CheckAddress(config, read.Addresses[i], target);
                claims.Claim(config, read.Addresses[i]);
            }

            for (int i = 0; i < read.Routes.Count; i++)
            {
                at = _routes[i];
                uint table = read.Routes[i].Table;
                InterfaceRules.CheckRoute(config, read.Routes[i].Destination, table == 0 ? null : table, target);
                claims.Claim(config, read.Routes[i]);
            }

            at = _keys.GetValueOrDefault("mtu", start);
            InterfaceRules.CheckMtu(config, target);
        }
        catch (ContainerNetException e)
        {
            throw yaml.Refused(at, e);
        }
    }
}

/// <summary>What lists of an interface hold, both families in the order of the file.</summary>
/// <param name="Addresses">The addresses.</param>
/// <param name="Routes">The routes.</param>
internal sealed record ReadItems(List<IPInterfaceAddress> Addresses, List<RouteConfig> Routes);
