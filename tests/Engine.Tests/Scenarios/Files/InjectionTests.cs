namespace ContainerNet.Engine.Tests.Scenarios.Files;

/// <summary>
/// What could become a line of its own in a file, or a word of a shell, is refused before anything is done.
/// </summary>
public sealed class InjectionTests
{
    private static readonly string[] s_evil =
    [
        "eth7\nauto evil", "eth7\r", "a\0b", "$(id)", "a'b", "a\"b", "a b", "a;b", "../a", "a/b", "`id`", "é",
        "a\u001b[31m", "a\u009b", "",
    ];

    /// <summary>Changes of a container by a name that is not what it looks like.</summary>
    public static TheoryData<string, Func<string, string, CtChange>> Names { get; } = new()
    {
        { "InvalidContainerName", (_, evil) => new NewContainer(evil) },
        { "InvalidInterfaceName", (c, evil) => Wish.Routed(c, evil) },
        { "InvalidInterfaceName", (c, evil) => new RenameInterface(c, "eth0", evil) },
        { "InvalidInterfaceName", (c, evil) => Wish.Bridged(c, "eth1", evil) },
        { "InvalidInterfaceName", (c, evil) => Wish.Set(c, "br", new InterfaceSettings { Link = evil }) },
        { "NetworkStackUnknown", (c, evil) => new SetContainer(c, evil) },
    };

    /// <summary>Values with something behind them, as they are read from text.</summary>
    public static TheoryData<string, Func<string, object>> Values { get; } = new()
    {
        { "02:00:00:00:00:01", MacAddress.Parse },
        { "192.0.2.1", Gateway.Parse },
        { "10.100.10.104/30", Interconnect.Parse },
        { "10.100.10.104/30", InterconnectChoice.Parse },
        { "auto", InterconnectChoice.Parse },
        { "10.100.0.0/16", InterconnectPool.Parse },
        { "10.0.3.2-10.0.3.9", AddressRange.Parse },
        { "5.6.7.8/32", IPInterfaceAddress.Parse },
        { "10.9.9.0/24", text => Prefix.Parse(text) },
        { "10mbit", BitRate.Parse },
    };

    [RootTheory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void A_name_that_is_more_than_it_looks_like_is_refused(
        string errorId, Func<string, string, CtChange> change)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        host.NewBridge("br0", "192.0.2.1/24");
        string c = host.NewRouted(tree);
        host.Apply(Wish.Bridged(c, "br", "br0"));
        string[] before = Everything(host, tree);
        foreach (string evil in s_evil)
        {
            ContainerNetException error = host.Refused(change(c, evil));
            Assert.True(error.ErrorId == errorId, $"'{evil}': {error.ErrorId}: {error.Message}");
            Assert.DoesNotContain(error.Message, char.IsControl);
        }

        Assert.Equal(before, Everything(host, tree));
    }

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_that_is_more_than_it_looks_like_is_none(string good, Func<string, object> read)
    {
        Assert.Equal(good, $"{read(good)}");
        foreach (string evil in s_evil.Where(e => e.Length > 0))
        {
            string message = Assert.Throws<FormatException>(() => read(good + evil)).Message;
            Assert.DoesNotContain(message, char.IsControl);
        }
    }

    private static string[] Everything(TestHost host, RootTree tree)
    {
        string[] files = [.. Directory.GetFiles(host.StoreFolder).Order(StringComparer.Ordinal)];
        return [.. tree.Entries(), .. files, .. files.Select(File.ReadAllText)];
    }
}
