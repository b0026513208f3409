using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Bridges;

/// <summary>The host's settings in their file.</summary>
public sealed class OptionStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ctoptions").FullName;

    private string FilePath => Path.Combine(_folder, "options.yml");

    [Fact]
    public void Without_a_file_the_defaults_hold()
    {
        NetOptions options = new OptionStore(_folder).Read();
        Assert.Equal("10.100.0.0/16", options.PoolV4.ToString());
        Assert.Equal("fd00:c7::/64", options.PoolV6.ToString());
        Assert.Equal("lxcbr0", options.DefaultBridge);
    }

    [Fact]
    public void Settings_are_read_as_they_were_written_with_the_keys_of_later_versions()
    {
        File.WriteAllText(FilePath, "interconnect_pools: {v6: none}\ncolour: blue\n");
        var store = new OptionStore(_folder);
        NetOptions options = store.Read();
        Assert.Equal(("10.100.0.0/16", "none"), (options.PoolV4.ToString(), options.PoolV6.ToString()));
        store.Write(options with { PoolV6 = InterconnectPool.Parse("fd77::1/48"), DefaultBridge = "br7" });
        Assert.Equal(
            "default_bridge: br7\ninterconnect_pools:\n  v4: 10.100.0.0/16\n  v6: \"fd77::/48\"\ncolour: blue\n",
            File.ReadAllText(FilePath));
        Assert.Equal("fd77::/48", store.Read().PoolV6.ToString());
    }

    [Theory]
    [InlineData("interconnect_pools: {v4: 10.0.0.0/31}\n", "line 1, column 26")]
    [InlineData("interconnect_pools: {v5: none}\n", "line 1, column 22")]
    [InlineData("default_bridge: []\n", "line 1, column 17")]
    [InlineData("", "line 1")]
    public void A_broken_file_is_named_with_line_and_column(string text, string where)
    {
        File.WriteAllText(FilePath, text);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => new OptionStore(_folder).Read());
        Assert.Equal("StoreFileBroken", error.ErrorId);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", "auto", 2)]
    [InlineData("AUTO4", "auto4", 1)]
    [InlineData(" auto6 ", "auto6", 1)]
    [InlineData("10.1.1.1/30", "10.1.1.0/30", 0)]
    public void A_choice_is_a_word_or_a_network(string text, string expected, int versions)
    {
        var choice = InterconnectChoice.Parse(text);
        Assert.Equal(expected, choice.ToString());
        Assert.Equal(versions, choice.AutoVersions.Count);
        Assert.Equal(versions == 0, choice.Interconnect is not null);
    }

    [Theory]
    [InlineData("10.0.3.9-10.0.3.1")]
    [InlineData("10.0.3.9")]
    [InlineData("fd00::1-fd00::2")]
    [InlineData("10.0.3.1-10.0.3.300")]
    public void What_is_no_range_of_IPv4_addresses_is_refused(string text) =>
        Assert.Throws<FormatException>(() => AddressRange.Parse(text));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
