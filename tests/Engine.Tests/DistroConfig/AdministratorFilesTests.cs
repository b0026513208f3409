using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>What the administrator has in /etc/network/interfaces, and what comes of it.</summary>
public sealed class AdministratorFilesTests
{
    private const string Main = "/etc/network/interfaces";

    [Theory]
    [InlineData("source /etc/network/interfaces.d/*")]
    [InlineData("source interfaces.d/*")]
    [InlineData("source-directory /etc/network/interfaces.d")]
    [InlineData("source-directory /etc/network/interfaces.d/")]
    public void A_file_that_includes_ours_is_left_alone(string line) =>
        Assert.DoesNotContain(Debian($"{line}\n").Files, f => f.Path == Main);

    [Theory]
    [InlineData("auto lo\niface lo inet loopback\nsource /etc/network/interfaces.d/*.cfg\n", false)]
    [InlineData("#source /etc/network/interfaces.d/*\n", true)]
    [InlineData("", true)]
    public void Else_a_block_includes_them(string text, bool withLoopback)
    {
        RenderedFile block = Block(Debian(text));
        Assert.EndsWith("source /etc/network/interfaces.d/containernet-*\n", block.Content, StringComparison.Ordinal);
        Assert.Equal(withLoopback, block.Content.Contains("iface lo inet loopback", StringComparison.Ordinal));
    }

    [Fact]
    public void Our_own_block_and_disabled_lines_change_nothing()
    {
        const string Before = "auto eth1\niface eth1 inet dhcp\n";
        RenderedConfig first = Debian(Before);
        string after = "#containernet# auto eth1\n#containernet# iface eth1 inet dhcp\n# BEGIN containernet all\n"
            + Block(first).Content + "# END containernet all\n";

        RenderedConfig second = Debian(after);

        Assert.Equal(Block(first).Content, Block(second).Content);
        Assert.Equal([0, 1], first.Disabled.Single().Lines);
        Assert.Equal([0, 1], second.Disabled.Single().Lines);
    }

    [Fact]
    public void A_stanza_of_our_interface_is_disabled_up_to_the_next_and_no_other()
    {
        RenderedConfig config = Debian(
            "auto lo eth1\n# the uplink\nallow-hotplug eth1\niface eth1 inet static\n  address 192.0.2.1/24\n\n"
            + "  up ip route add \\\n    192.0.2.128/25 dev eth1\niface eth2 inet manual\nsource interfaces.d/*\n");

        Assert.Equal([2, 3, 4, 6, 7], config.Disabled.Single().Lines);
    }

    [Fact]
    public void A_stanza_in_an_included_file_is_disabled_there()
    {
        FakeRootFs root = StockRoots.Of("ifupdown")
            .File("/etc/network/interfaces.d/50-cloud-init", "iface eth1 inet dhcp\n")
            .File("/etc/network/interfaces.d/containernet-eth1", "iface eth1 inet dhcp\n");

        DisabledLines lines = Render("ifupdown", root).Disabled.Single();

        Assert.Equal("/etc/network/interfaces.d/50-cloud-init", lines.Path);
        Assert.Equal([0], lines.Lines);
    }

    [Fact]
    public void Alpine_keeps_what_a_line_says_of_other_interfaces_and_the_host_name()
    {
        FakeRootFs root = new FakeRootFs().File(
            Main, "auto lo eth0 eth9\niface lo inet loopback\niface eth0 inet dhcp\n\thostname $(hostname)\n");

        RenderedConfig config = NetworkStackCatalog.Find("ifupdown-ng")!.Render(
            new RenderRequest("myct01", RenderCases.Of("dhcp"), root));

        Assert.Equal([0, 2, 3], config.Disabled.Single().Lines);
        Assert.StartsWith(
            "auto lo eth9\nauto eth0\niface eth0 inet dhcp\n    hostname $(hostname)\n", Block(config).Content,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ifupdown")]
    [InlineData("ifupdown-ng")]
    public void Head_and_tail_stand_around_ours(string stack)
    {
        FakeRootFs root = StockRoots.Of(stack).File(Main + ".head", "# head").File(Main + ".tail", "# tail\n\n");

        string content = Block(Render(stack, root)).Content;

        Assert.StartsWith("# head\n", content, StringComparison.Ordinal);
        Assert.EndsWith("# tail\n", content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_is_too_large_or_has_our_marks_is_left_out_with_a_warning()
    {
        FakeRootFs root = StockRoots.Of("ifupdown-ng").File(Main + ".head", new string('#', 2 << 20))
            .File(Main + ".tail", "# END containernet all\n");

        RenderedConfig config = Render("ifupdown-ng", root);

        Assert.Equal(2, config.Warnings.Count);
        Assert.Contains(Main + ".head", config.Warnings[0], StringComparison.Ordinal);
        Assert.DoesNotContain("END", Block(config).Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_interfaces_whose_names_make_one_file_name_share_it()
    {
        var request = new RenderRequest(
            "myct01", [.. RenderCases.Named("a.5"), .. RenderCases.Named("a_5")], StockRoots.Of("ifupdown"));

        RenderedFile file = NetworkStackCatalog.Find("ifupdown")!.Render(request).Files.Single();

        Assert.Contains("auto a.5\n", file.Content, StringComparison.Ordinal);
        Assert.Contains("auto a_5\n", file.Content, StringComparison.Ordinal);
    }

    private static RenderedConfig Debian(string text) => Render("ifupdown", new FakeRootFs().File(Main, text));

    private static RenderedConfig Render(string stack, FakeRootFs root) =>
        NetworkStackCatalog.Find(stack)!.Render(new RenderRequest("myct01", RenderCases.Of("routed-both"), root));

    private static RenderedFile Block(RenderedConfig config) => config.Files.Single(f => f.Path == Main);
}
