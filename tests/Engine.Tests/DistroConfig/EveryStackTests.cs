using System.Text.RegularExpressions;
using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>What the files of every network stack must say, and what they must not leave open.</summary>
public sealed partial class EveryStackTests
{
    public static TheoryData<string> Stacks => [.. NetworkStackCatalog.Names];

    /// <summary>Whatever the stack: none takes it from the bridge by itself.</summary>
    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_static_interface_on_a_bridge_has_its_gateway_unless_there_shall_be_none(string stack)
    {
        string[] gateways = ["10\\.0\\.3\\.1", "fd42:c7:3::1"];
        string both = Text(stack, "static-both");
        string none = Text(stack, "gateway-none");
        Assert.All(gateways, g => Assert.Matches($"{g}(?![0-9a-f.:])", both));
        Assert.All(gateways, g => Assert.DoesNotMatch($"{g}(?![0-9a-f.:])", none));
        Assert.Contains("10.0.3.5", none);
    }

    /// <summary>ifup fails for a name in an auto line that no stanza describes.</summary>
    [Theory]
    [InlineData("ifupdown")]
    [InlineData("ifupdown-ng")]
    public void Ifupdown_brings_up_only_what_a_stanza_describes(string stack)
    {
        foreach (string name in RenderCases.Names)
        {
            string text = Text(stack, name);
            string[] described = [.. Stanza().Matches(text).Select(m => m.Groups[1].Value)];
            Assert.All(Auto().Matches(text), m => Assert.Contains(m.Groups[1].Value, described));
        }

        Assert.Matches(Auto(), Text(stack, "no-address"));
    }

    /// <summary>A family that a profile does not mention is one with DHCP or autoconfiguration.</summary>
    [Fact]
    public void A_profile_of_NetworkManager_has_a_method_for_each_family()
    {
        foreach (string name in RenderCases.Names)
        {
            IEnumerable<RenderedFile> profiles = Render("networkmanager", name).Files
                .Where(f => f.Path.EndsWith(".nmconnection", StringComparison.Ordinal));
            Assert.All(profiles, p => Assert.Equal(["ipv4", "ipv6"], Methods(p).Select(m => m.Family)));
            if (name is "no-address") Assert.All(profiles.SelectMany(Methods), m => Assert.NotEqual("auto", m.Method));
        }

        Assert.NotEmpty(Render("networkmanager", "no-address").Files);
    }

    private static IEnumerable<(string Family, string Method)> Methods(RenderedFile profile) =>
        Method().Matches(profile.Content).Select(m => (m.Groups[1].Value, m.Groups[2].Value));

    private static RenderedConfig Render(string stack, string name) => NetworkStackCatalog.Find(stack)!.Render(
        new RenderRequest(RenderCases.Container, RenderCases.Of(name), StockRoots.Of(stack)));

    private static string Text(string stack, string name) =>
        string.Concat(Render(stack, name).Files.Select(f => f.Content));

    [GeneratedRegex("(?m)^iface (\\S+) ")]
    private static partial Regex Stanza();

    [GeneratedRegex("(?m)^(?:auto|allow-hotplug) (\\S+)$")]
    private static partial Regex Auto();

    [GeneratedRegex("(?m)^\\[(ipv[46])\\]\n(?:[^\\[\n].*\n)*?method=(\\S+)$")]
    private static partial Regex Method();
}
