using System.Globalization;
using System.Net;
using ContainerNet.Engine.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ContainerNet.Engine.Store;

/// <summary>How a route stands in the file.</summary>
/// <remarks>
/// A route that an IP brought is plain text: "10.5.5.0/24". The user's own is a mapping, {address: 10.9.0.0/16, static:
/// true}, or with what no IP brings by itself, a next hop or a routing table: {address: 10.9.0.0/16, via: 10.5.5.1,
/// table: 100}. Plain text that holds no IP of the interface (osctl writes both kinds alike) is the user's own, too.
/// </remarks>
internal static class RouteYaml
{
    /// <summary>Reads a route; its Brought is known once the addresses are, by <see cref="Settle"/>.</summary>
    /// <returns>The route, and whether the file says that it is the user's own.</returns>
    public static (RouteConfig Route, bool? Static) Read(YamlCursor yaml, IPVersion version)
    {
        string expected = $"an {version} network, as {(version == IPVersion.IPv4 ? "192.0.2.0/24" : "2001:db8::/64")}";
        string hop = $"an {version} address";
        IPNetwork? destination = null;
        IPAddress? via = null;
        bool? isStatic = null;
        uint table = 0;
        void Destination() => destination = yaml.Value(t => Of(version, Prefix.Parse(t), Prefix.Version), expected);
        Mark start = yaml.Current.Start;
        if (yaml.Current is not MappingStart)
        {
            Destination();
        }
        else
        {
            yaml.Mapping(expected, (key, _) =>
            {
                if (key == "address") Destination();
                else if (key == "via") via = yaml.SkipNull() ? null : yaml.Value(t => Hop(version, t), hop);
                else if (key == "static") isStatic = yaml.Flag("true or false");
                else if (key == "table") table = (uint)yaml.Number(1, uint.MaxValue, "the number of a routing table");
                else return false;
                return true;
            }, null, "address, via, table or static");
        }

        if (destination is null) throw yaml.Broken(start, "a route without the key 'address'");
        return (new RouteConfig(destination.Value, via, false) { Table = table }, isStatic);
    }

    /// <summary>Decides whether a route was brought by one of the interface's addresses.</summary>
    public static RouteConfig Settle(RouteConfig route, bool? isStatic, SortedAddresses addresses) =>
        route with
        {
            Brought = route.Table == 0
                && (isStatic is { } said ? !said : route.Via is null && addresses.AnyIn(route.Destination)),
        };

    /// <summary>The plain text of a route that <see cref="Read"/> finds to be brought; null for every other.</summary>
    public static string? Word(RouteConfig route, SortedAddresses addresses) =>
        route.Via is null && route.Brought && route.Table == 0 && addresses.AnyIn(route.Destination)
            ? route.Destination.ToString()
            : null;

    /// <summary>Writes a route that is more than a word so that <see cref="Read"/> finds the same.</summary>
    public static void Write(YamlText yaml, RouteConfig route)
    {
        yaml.BeginMapping(MappingStyle.Flow);
        yaml.Key("address").Plain(route.Destination.ToString());
        if (route.Via is not null) yaml.Key("via").Address(route.Via.ToString());
        if (route.Table != 0) yaml.Key("table").Plain(route.Table.ToString(CultureInfo.InvariantCulture));
        bool defaultStatic = route.Via is not null || route.Table != 0;
        if (!defaultStatic || route.Brought) yaml.Key("static").Plain(route.Brought ? "false" : "true");
        yaml.EndMapping();
    }

    /// <summary>Refuses a value of the other family.</summary>
    public static T Of<T>(IPVersion version, T value, Func<T, IPVersion> versionOf) =>
        versionOf(value) == version ? value : throw new FormatException();

    private static IPAddress Hop(IPVersion version, string text) =>
        IPText.TryParseAddress(text, out IPAddress address)
            ? Of(version, address, a => IPText.BitLength(a) == 32 ? IPVersion.IPv4 : IPVersion.IPv6)
            : throw new FormatException();
}
