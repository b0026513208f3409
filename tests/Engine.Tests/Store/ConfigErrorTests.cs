using System.Text;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>A file that is not right is named with line and column, and with what was expected.</summary>
public sealed class ConfigErrorTests
{
    private const string Bridge = "runtime: NetNs\nnet_interfaces:\n- type: bridge\n  name: eth0\n  link: br0\n";
    private const string Routed = "runtime: NetNs\nnet_interfaces:\n- type: routed\n  name: eth0\n";

    [Theory]
    [InlineData("", 1, 1, "the end, expected a mapping")]
    [InlineData("- a\n", 1, 1, "a list, expected a mapping")]
    [InlineData("rootfs: /a\n", 1, 1, "the key 'runtime' is missing")]
    [InlineData("runtime: NetNs\nruntime: Lxc\n", 2, 1, "the key 'runtime' appears twice")]
    [InlineData("runtime: NetNs\nfoo: 1\nfoo: 2\n", 3, 1, "the key 'foo' appears twice")]
    [InlineData("runtime:\n", 1, 9, "nothing, expected the name of a runtime")]
    [InlineData("runtime: [a]\n", 1, 10, "a list, expected the name of a runtime")]
    [InlineData("runtime: !!int 4\n", 1, 10, "the tag 'tag:yaml.org,2002:int'")]
    [InlineData("runtime: NetNs\nrootfs: srv/x\n", 2, 9, "'srv/x', expected an absolute path")]
    [InlineData("runtime: NetNs\ninit: /sbin/init\n", 2, 7, "'/sbin/init', expected a list of a command")]
    [InlineData("runtime: NetNs\nnet_interfaces: 5\n", 2, 17, "'5', expected a list of interfaces")]
    [InlineData("runtime: NetNs\nx: &a 1\n", 2, 4, "an anchor or alias")]
    [InlineData("runtime: NetNs\nx: *a\n", 2, 4, "an anchor or alias")]
    [InlineData("runtime: NetNs\n? [a]\n: b\n", 2, 3, "a list, expected a key")]
    [InlineData("runtime: NetNs\n---\nruntime: Lxc\n", 2, 1, "expected one document")]
    [InlineData("runtime: NetNs\nx: [1, 2\n", 3, 1, "no YAML: ")]
    [InlineData("runtime: NetNs\nx: a: b\n", 2, 5, "no YAML: ")]
    [InlineData("runtime: Net\0Ns\n", 1, 13, "not UTF-8 text")]
    [InlineData("runtime: NetNs\nnet_interfaces:\n- name: eth0\n", 3, 3, "without the key 'type'")]
    [InlineData("runtime: NetNs\nnet_interfaces:\n- type: bridge\n", 3, 3, "without the key 'name'")]
    [InlineData("runtime: NetNs\nnet_interfaces:\n- type: bridge\n  name: eth0\n", 3, 3, "without the key 'link'")]
    [InlineData("runtime: NetNs\nnet_interfaces:\n- type: macvlan\n", 3, 9, "'macvlan', expected bridge or routed")]
    [InlineData(Bridge + "  name: eth1\n", 6, 3, "the key 'name' appears twice")]
    [InlineData(Bridge + "  dhcp: maybe\n", 6, 9, "'maybe', expected true or false")]
    [InlineData(Bridge + "  dhcp: \"true\"\n", 6, 9, "the text \"true\", expected true or false")]
    [InlineData(Bridge + "  rx_queues: two\n", 6, 14, "'two', expected 1 to 4096")]
    [InlineData(Bridge + "  max_tx: 100mbit\n", 6, 11, "'100mbit', expected bits per second in digits")]
    [InlineData(Bridge + "  max_rx: -1\n", 6, 11, "'-1', expected bits per second")]
    [InlineData(Bridge + "  max_rx: 18446744073709551616\n", 6, 11, "'18446744073709551616', expected bits")]
    [InlineData(Bridge + "  mtu: large\n", 6, 8, "'large', expected 68 to 65535")]
    [InlineData(Bridge + "  gateways: {v4: sometimes}\n", 6, 18, "'sometimes', expected auto, none or an IPv4 address")]
    [InlineData(Bridge + "  gateways: {v5: auto}\n", 6, 14, "the key 'v5', expected v4 or v6")]
    [InlineData(Bridge + "  gateways: {v4: auto, 4: none}\n", 6, 24, "the key '4' repeats what is said above")]
    [InlineData(Bridge + "  host_interface: [a]\n", 6, 19, "a list, expected the name of a link")]
    [InlineData(Bridge + "  ip_addresses: {v4: [10.0.0.300/24]}\n", 6, 23, "'10.0.0.300/24', expected an IPv4 address")]
    [InlineData(Bridge + "  ip_addresses: {v6: [10.0.0.3/24]}\n", 6, 23, "'10.0.0.3/24', expected an IPv6 address")]
    [InlineData(Bridge + "  ip_addresses: {v6: [{a: b}]}\n", 6, 23, "a mapping, expected an IPv6 address")]
    [InlineData(Bridge + "  ip_addresses: [10.0.0.3/24]\n", 6, 17, "a list, expected lists of addresses")]
    [InlineData(Routed + "  via: {v4: 10.0.0.0/32}\n", 5, 13, "'10.0.0.0/32', expected an IPv4 network with room")]
    [InlineData(Routed + "  via: {v6: 10.0.0.0/30}\n", 5, 13, "'10.0.0.0/30', expected an IPv6 network with room")]
    [InlineData(Routed + "  routes: {v4: [10.0.0.0/33]}\n", 5, 17, "'10.0.0.0/33', expected an IPv4 network")]
    [InlineData(Routed + "  routes: {v4: [{via: 10.0.0.1}]}\n", 5, 17, "a route without the key 'address'")]
    [InlineData(Routed + "  routes: {v4: [{address: 10.0.0.0/8, via: \"::1\"}]}\n", 5, 44, "expected an IPv4 address")]
    [InlineData(Routed + "  routes: {v4: [{address: 10.0.0.0/8, metric: 1}]}\n", 5, 39, "the key 'metric', expected")]
    [InlineData(Routed + "  routes: {v4: [{address: 10.0.0.0/8, table: 0}]}\n", 5, 46, "'0', expected the number of a")]
    public void Says_where_and_what(string yaml, int line, int column, string reason)
    {
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => Samples.Parse(yaml));
        Assert.Equal(("StoreFileBroken", CtErrorKind.InvalidData, "c"), (error.ErrorId, error.Kind, error.Target));
        Assert.StartsWith($"'/s/c.yml' is broken at line {line}, column {column}: ", error.Message);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Fact]
    public void Bytes_that_are_no_text_have_a_place_too()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("runtime: NetNs\nx: a"), 0xC3, 0x28];
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => ConfigReader.Read("c", "/s/c.yml", bytes));
        Assert.Contains("line 2, column 5: bytes that are not UTF-8 text", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_ends_early()
    {
        string yaml = "runtime: NetNs\nx: " + new string('[', 1_000_000);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => Samples.Parse(yaml));
        Assert.Contains("line 2, column 33: more than 32 levels of nesting", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_quotes_a_long_value_in_one_short_line()
    {
        string yaml = Bridge + "  dhcp: \"" + new string('x', 5000) + "\\n\\e[31m\"\n";
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => Samples.Parse(yaml));
        Assert.InRange(error.Message.Length, 80, 250);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
