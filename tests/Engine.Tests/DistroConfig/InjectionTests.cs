using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.DistroConfig.Netctl;
using ContainerNet.Engine.DistroConfig.NixOs;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>No name can add a line, end a quote or leave a directory, in any stack.</summary>
public sealed class InjectionTests
{
    private static readonly string[] s_hostile =
    [
        "", ".", "..", "all", "default", "a\nb", "a\rb", "a\0b", "a b", "a\tb", "a\"b", "a'b", "a`id`", "$(id)", "${x}",
        "a;b", "a/b", "../etc", "a\\b", "a#b", "a=b", "a:b", "a*", "a]b", "é0", "a\u2028b", "abcdefghijklmnop",
    ];

    private static readonly string[] s_stacks =
        ["networkmanager", "ifcfg", "nixos", "wicked", "netifrc", "netctl", "void", "slackware", "guix"];

    public static TheoryData<string, string> StacksAndNames()
    {
        var data = new TheoryData<string, string>();
        foreach (string stack in s_stacks)
        {
            foreach (string name in s_hostile) data.Add(stack, name);
        }

        return data;
    }

    public static TheoryData<string> StackNames => [.. s_stacks];

    [Theory]
    [MemberData(nameof(StacksAndNames))]
    public void A_hostile_interface_name_is_refused(string stack, string name)
    {
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => NetworkStackCatalog.Find(stack)!
            .Render(new RenderRequest(RenderCases.Container, RenderCases.Named(name), new FakeRootFs())));

        Assert.Equal("UnsafeValue", error.ErrorId);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Theory]
    [MemberData(nameof(StackNames))]
    public void A_container_s_name_gets_into_no_file(string stack)
    {
        Assert.Equal(Files("myct01"), Files("a-name.that_no-file.has"));

        // All but the profile's UUID, which is made of a hash.
        IEnumerable<string> Files(string container) => NetworkStackCatalog.Find(stack)!
            .Render(new RenderRequest(container, RenderCases.Of("routed-both"), new FakeRootFs()))
            .Files.SelectMany(f => f.Content.Split('\n').Prepend(f.Path))
            .Where(l => !l.StartsWith("uuid=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("eth0")]
    [InlineData("my-if.5")]
    [InlineData("A_b-c.d")]
    [InlineData("abcdefghijklmno")]
    public void A_name_of_the_kernel_s_own_alphabet_is_written_as_it_is(string name)
    {
        foreach (string stack in s_stacks)
        {
            RenderedConfig config = NetworkStackCatalog.Find(stack)!
                .Render(new RenderRequest(RenderCases.Container, RenderCases.Named(name), new FakeRootFs()));
            Assert.Contains(config.Files, f => f.Content.Contains(name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("containernet_eth0", "containernet_eth0")]
    [InlineData("containernet_my-if.5", @"containernet_my\x2dif.5")]
    public void A_unit_s_instance_is_escaped_as_systemd_does(string text, string expected) =>
        Assert.Equal(expected, NetctlStack.EscapeUnit(text));

    [Fact]
    public void Nix_has_no_string_with_NUL() => Assert.Throws<ArgumentException>(() => NixModule.Quote("a\0b"));
}
