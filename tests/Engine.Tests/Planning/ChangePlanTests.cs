using System.Net;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Tests.Planning;

/// <summary>
/// The order of the steps of a change: each rests on a fact of the kernel that would break another order.
/// </summary>
public sealed class ChangePlanTests
{
    private const string Via = "10.100.10.100/30";
    private const string Via6 = "2001:db8:100::/126";

    [Fact]
    public void Nothing_to_change_is_no_step() =>
        Assert.Empty(Ct("1.2.3.4").To(Ct("1.2.3.4")));

    [Fact]
    public void An_added_address_is_there_before_the_default_route_names_it_and_before_the_host_routes_to_it() =>
        Assert.Equal(
        [
            "ct: addr add 1.2.3.4/32 dev eth0",
            "ct: route replace default via 10.100.10.101 dev eth0 src 1.2.3.4 proto static",
            "host: route add 1.2.3.4/32 via 10.100.10.102 dev veth0 proto 199",
        ],
        Ct().To(Ct("1.2.3.4")));

    [Fact]
    public void A_removed_source_is_replaced_before_the_kernel_drops_the_route_with_it() => Assert.Equal(
        [
            "ct: addr add 5.6.7.8/32 dev eth0",
            "ct: route replace default via 10.100.10.101 dev eth0 src 5.6.7.8 proto static",
            "ct: addr del 1.2.3.4/32 dev eth0",
            "host: route del 1.2.3.4/32 via 10.100.10.102 dev veth0 proto 199",
        ],
        Ct("1.2.3.4", "5.6.7.8").To(Ct("5.6.7.8")));

    [Fact]
    public void Without_an_interconnect_the_last_address_takes_all_routes_along_and_they_are_made_again()
    {
        PlannedContainer one = new PlannedContainer().Routed("eth0", addresses: "1.2.3.4");
        PlannedContainer none = new PlannedContainer().Routed("eth0");
        Assert.Equal(
            [
                "ct: route replace default via 169.254.0.1 dev eth0 onlink proto static",
                "ct: addr del 1.2.3.4/32 dev eth0",
                "ct: route replace 169.254.0.1/32 dev eth0 proto static",
                "ct: route replace default via 169.254.0.1 dev eth0 onlink proto static",
                "host: route del 1.2.3.4/32 dev veth0 proto 199",
            ],
            one.To(none));
    }

    [Fact]
    public void IPv6_addresses_are_usable_as_a_source_at_once() => Assert.Equal(
        [
            "ct: addr add 2001:db8:1::1/128 dev eth0 nodad",
            "ct: route replace default via 2001:db8:100::1 dev eth0 src 2001:db8:1::1 proto static",
            "host: route add 2001:db8:1::1/128 via 2001:db8:100::2 dev veth0 proto 199",
        ],
        Ct().To(Ct("2001:db8:1::1")));

    /// <summary>A deletion without metric would take the new route of the second interface.</summary>
    [Fact]
    public void A_default_route_that_moves_to_a_metric_is_deleted_before_it_is_made_again()
    {
        PlannedContainer before = WithBridge();
        PlannedContainer after = WithBridge("192.0.2.9/24");
        string[] steps = before.To(after);
        int bridge = Array.IndexOf(steps, "ct: route replace default via 192.0.2.1 dev eth0 proto static");
        int gone = Array.IndexOf(steps, "ct: route del default via 10.100.10.101 dev eth1");
        int again =
            Array.IndexOf(steps, "ct: route replace default via 10.100.10.101 dev eth1 metric 1025 proto static");
        Assert.InRange(bridge, 0, gone - 1);
        Assert.InRange(gone, bridge + 1, again - 1);
        Assert.Equal(
            "ct: route del default via 10.100.10.101 dev eth1 metric 1025",
            after.To(before).Last(s => s.Contains("dev eth1", StringComparison.Ordinal) && !IsOfTable(s)));
    }

    /// <summary>Packets that a rule leads to an empty table go by the main one: by the other interface.</summary>
    [Fact]
    public void A_table_is_filled_before_rules_lead_to_it_and_emptied_after()
    {
        string[] steps = WithBridge().To(WithBridge("192.0.2.9/24"));
        Assert.Equal(
            [
                "ct: route add 192.0.2.0/24 dev eth0 table 171 proto static",
                "ct: route replace default via 192.0.2.1 dev eth0 table 171 proto static",
                "ct: rule add from 192.0.2.9/32 lookup 171 pref 7100 protocol 199",
                "ct: route replace default via 10.100.10.101 dev eth1 table 172 proto static",
                "ct: rule add from 10.100.10.102/32 lookup 172 pref 7100 protocol 199",
            ],
            steps.Where(IsOfTable));
        steps = WithBridge("192.0.2.9/24").To(WithBridge());
        Assert.Equal(
            [
                "ct: rule del from 192.0.2.9/32 lookup 171 pref 7100",
                "ct: route del 192.0.2.0/24 dev eth0 table 171",
                "ct: route del default via 192.0.2.1 dev eth0 table 171",
                "ct: rule del from 10.100.10.102/32 lookup 172 pref 7100",
                "ct: route del default via 10.100.10.101 dev eth1 table 172",
            ],
            steps.Where(IsOfTable));
    }

    private static bool IsOfTable(string step) => step.Contains(" 17", StringComparison.Ordinal);

    [Fact]
    public void Every_interface_without_interconnect_has_a_route_of_its_own_to_the_common_gateway()
    {
        IReadOnlyList<InterfaceState> states =
            new PlannedContainer().Routed("eth0").Routed("eth1").Routed("eth2").States;
        var keys =
            states.SelectMany(s => s.Container.Routes).Select(r => (r.Destination, r.Metric, r.Version)).ToList();
        Assert.Equal(keys.Distinct(), keys);
    }

    /// <summary>Undoing a change is the change back: both together leave the state that was.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_change_back_undoes_every_address_and_route(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++)
        {
            PlannedContainer from = Ct(Some(random));
            PlannedContainer to = Ct(Some(random));
            HashSet<string> state = [.. Facts(from)];
            foreach (string step in from.To(to).Concat(to.To(from))) Play(step, state);
            Assert.Equal(Facts(from).Order(StringComparer.Ordinal), state.Order(StringComparer.Ordinal));
        }
    }

    private static PlannedContainer Ct(params string[] addresses) =>
        new PlannedContainer().Routed("eth0", Via, Via6, addresses);

    private static PlannedContainer WithBridge(params string[] addresses)
    {
        PlannedContainer container = new PlannedContainer().Bridged("eth0", addresses).Routed("eth1", Via);
        container.Bridges[("br0", IPVersion.IPv4)] = IPAddress.Parse("192.0.2.1");
        return container;
    }

    private static string[] Some(Random random) =>
        [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(2) == 0
            ? $"10.8.0.{random.Next(1, 6)}/32" : $"2001:db8:8::{random.Next(1, 6)}/128").Distinct()];

    // A model of the kernel that knows addresses and routes by their words.
    private static void Play(string step, HashSet<string> state)
    {
        string[] words = step.Split(' ');
        bool isRoute = words[1] == "route";
        string key = isRoute ? RouteKey(step) : $"{words[0]} addr {words[3]}";
        switch (words[2])
        {
            case "add": state.Add(key); break;
            case "replace":
                state.RemoveWhere(k => k.StartsWith(Stem(key), StringComparison.Ordinal));
                state.Add(key);
                break;
            default:
                state.RemoveWhere(k => k == key || (isRoute && k.StartsWith(Stem(key), StringComparison.Ordinal)));
                break;
        }
    }

    private static IEnumerable<string> Facts(PlannedContainer container)
    {
        foreach (InterfaceState state in container.States)
        {
            foreach ((string side, Side where, LinkState link) in new[]
                { ("host:", Side.Host, state.Host), ("ct:", Side.Container, state.Container) })
            {
                foreach (IPInterfaceAddress address in link.Addresses) yield return $"{side} addr {address}";
                foreach (LinkRoute route in link.Routes)
                {
                    yield return RouteKey(PlannedContainer.Line(new AddRouteStep(where, link.Name, route)));
                }
            }
        }
    }

    // "ct: route add default via G dev L src S …" → "ct: default via G dev L|src S": up to the link, and its source.
    private static string RouteKey(string step)
    {
        string[] words = step.Split(' ');
        int dev = Array.IndexOf(words, "dev");
        int source = Array.IndexOf(words, "src");
        return $"{words[0]} {string.Join(' ', words[3..(dev + 2)])}|{(source < 0 ? "" : words[source + 1])}";
    }

    private static string Stem(string key) => key[..(key.IndexOf('|', StringComparison.Ordinal) + 1)];
}
