using System.Text.Json;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>What ip -j tells after the tools have run, and its comparison with the plan.</summary>
internal sealed class KernelState
{
    private readonly JsonElement[] _links;
    private readonly JsonElement[] _routes;
    private readonly JsonElement[] _rules;

    private KernelState(string folder)
    {
        _links = Parse(folder, "addr.json");
        _routes = [.. Both("route").Where(r => Text(r, "table") != "local")];
        _rules = [.. Both("rule").Where(r => Number(r, "priority") is not (0 or 32766 or 32767))];

        IEnumerable<JsonElement> Both(string what) =>
            [.. Parse(folder, what + "4.json"), .. Parse(folder, what + "6.json")];
    }

    public static KernelState Read(string folder) => new(folder);

    /// <summary>
    /// Addresses and routes of each interface are those of the plan, and with DHCP those of the server too.
    /// </summary>
    public void MustBe(IReadOnlyList<InterfaceState> states, string log)
    {
        foreach (InterfaceState state in states)
        {
            JsonElement link = _links.Single(l => Text(l, "ifname") == state.Container.Name);
            JsonElement[] addresses =
                [.. link.GetProperty("addr_info").EnumerateArray().Where(a => Text(a, "scope") == "global")];
            string[] learned =
                [.. addresses.Where(a => a.TryGetProperty("dynamic", out _) || IsLease(state, a)).Select(Address)];
            if (!state.Dhcp) Assert.Empty(learned);
            Assert.Equal(
                Sorted(state.Container.Addresses.Select(a => a.ToString())),
                Sorted(addresses.Select(Address).Except(learned)));
            MustHaveLearned(state, learned, log);
            Assert.Equal(Sorted(state.Container.Routes.Select(Plan)), Sorted(Routes(state).Select(Kernel)));
            Assert.Contains("UP", link.GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
            Assert.Equal(state.Mtu ?? 1500, link.GetProperty("mtu").GetInt32());
        }

        Assert.Equal(
            Sorted(states.SelectMany(s => s.Container.Rules)
                .Select(r => $"{SourceRouting.Priority} from {Short(r.From.ToString())} to {r.Table}")),
            Sorted(_rules.Select(r => $"{Number(r, "priority")} from {Text(r, "src")} to {Text(r, "table")}")));
    }

    /// <summary>The hardware addresses are those of the plan.</summary>
    public void MustHaveMacs(IReadOnlyList<InterfaceState> states)
    {
        foreach (InterfaceState state in states.Where(s => s.Mac is not null))
        {
            JsonElement link = _links.Single(l => Text(l, "ifname") == state.Container.Name);
            Assert.Equal(state.Mac!.ToString(), Text(link, "address"));
        }
    }

    /// <summary>Nothing of ours is left on the interface.</summary>
    public void MustBeBare(string name)
    {
        Assert.Empty(_rules);
        JsonElement link = _links.Single(l => Text(l, "ifname") == name);
        Assert.DoesNotContain(link.GetProperty("addr_info").EnumerateArray(), a => Text(a, "scope") == "global");
        Assert.DoesNotContain(_routes, r => Text(r, "dev") == name && Text(r, "protocol") != "kernel");
    }

    private void MustHaveLearned(InterfaceState state, string[] learned, string log)
    {
        if (!state.Dhcp) return;
        Assert.True(learned.Any(a => a.StartsWith("10.0.3.", StringComparison.Ordinal)), $"No lease:\n{log}");
        Assert.Contains(learned, a => a.StartsWith("fd42:c7:3:", StringComparison.Ordinal));
        Assert.Contains(_routes, r => Text(r, "dst") == "default" && Text(r, "gateway") == "10.0.3.1");
    }

    // Connected routes are the kernel's or NetworkManager's in its name; learned ones the server's.
    private IEnumerable<JsonElement> Routes(InterfaceState state) => _routes.Where(r =>
        Text(r, "dev") == state.Container.Name && Text(r, "protocol") is not ("kernel" or "ra" or "dhcp")
        && !(state.Dhcp && Text(r, "gateway") == "10.0.3.1"));

    // Some DHCP clients make the address and the route as if a person had typed them.
    private static bool IsLease(InterfaceState state, JsonElement address) =>
        state.Dhcp && Text(address, "local")!.StartsWith("10.0.3.1", StringComparison.Ordinal);

    private static string Plan(LinkRoute route) => string.Join(
        ' ', route.IsDefault ? "default" : Short(route.Destination.ToString()), route.Via, route.Source,
        route.Metric == 0 && route.Version == IPVersion.IPv6 ? 1024 : route.Metric,
        route.Table == 0 ? null : route.Table);

    private static string Kernel(JsonElement route) => string.Join(
        ' ', Text(route, "dst"), Text(route, "gateway"), Text(route, "prefsrc"), Number(route, "metric"),
        Text(route, "table"));

    // ip prints a route to one address without its prefix length.
    private static string Short(string prefix) =>
        prefix.Replace("/32", "", StringComparison.Ordinal).Replace("/128", "", StringComparison.Ordinal);

    private static string Address(JsonElement address) =>
        $"{Text(address, "local")}/{address.GetProperty("prefixlen").GetInt32()}";

    private static string Sorted(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static uint Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetUInt32() : 0;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static JsonElement[] Parse(string folder, string name)
    {
        string text = File.ReadAllText(Path.Combine(folder, name));
        return text.Trim().Length == 0 ? [] : [.. JsonDocument.Parse(text).RootElement.EnumerateArray()];
    }
}
