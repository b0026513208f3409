using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.DistroConfig.Guix;
using ContainerNet.Engine.DistroConfig.Ifcfg;
using ContainerNet.Engine.DistroConfig.Netctl;
using ContainerNet.Engine.DistroConfig.Netifrc;
using ContainerNet.Engine.DistroConfig.NetworkManager;
using ContainerNet.Engine.DistroConfig.NixOs;
using ContainerNet.Engine.DistroConfig.Slackware;
using ContainerNet.Engine.DistroConfig.Void;
using ContainerNet.Engine.DistroConfig.Wicked;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>Every stack against every case.</summary>
public sealed class DistributionStacksTests
{
    internal static readonly INetworkStack[] Stacks =
    [
        new KeyfileStack(), new IfcfgStack(), new NixOsStack(), new WickedStack(), new NetifrcStack(),
        new NetctlStack(), new VoidStack(), new SlackwareStack(), new GuixStack(),
    ];

    internal static INetworkStack Stack(string name) => Stacks.Single(s => s.Name == name);

    public static TheoryData<string, string> StacksAndCases()
    {
        var data = new TheoryData<string, string>();
        foreach (INetworkStack stack in Stacks)
        {
            foreach (string name in RenderCases.Names) data.Add(stack.Name, name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StacksAndCases))]
    public void A_case_gives_the_files_that_were_read_and_kept(string stack, string name)
    {
        var request = new RenderRequest(RenderCases.Container, RenderCases.Of(name), Root(stack));

        RenderedConfig first = Stack(stack).Render(request);

        GoldenFolder.Verify(stack, name, first);
        Assert.Equal(first.Files, Stack(stack).Render(request).Files);
        Assert.All(first.Files, f => Assert.Matches("^/[^\0\n]+$", f.Path));
        Assert.All(first.Files, f => Assert.DoesNotContain('\r', f.Content));
        Assert.Equal(first.Files.Count, first.Files.Select(f => f.Path).Distinct().Count());
    }

    /// <summary>What a stock system has of the things that renderers look at.</summary>
    private static FakeRootFs Root(string stack) => stack == "void"
        ? new FakeRootFs().Directory("/etc/sv/dhcpcd").Directory("/etc/runit/runsvdir/default")
        : new FakeRootFs();
}
