using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>The files of ifupdown, ifupdown-ng, netplan and networkd for every case.</summary>
public sealed class OwnFileStacksTests
{
    private static readonly string[] s_stacks = ["ifupdown", "ifupdown-ng", "netplan", "networkd"];

    public static TheoryData<string, string> StacksAndCases()
    {
        var data = new TheoryData<string, string>();
        foreach (string stack in s_stacks)
        {
            foreach (string name in RenderCases.Names) data.Add(stack, name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StacksAndCases))]
    public void A_case_gives_the_files_that_were_read_and_kept(string stack, string name)
    {
        var request = new RenderRequest(RenderCases.Container, RenderCases.Of(name), StockRoots.Of(stack));

        RenderedConfig config = NetworkStackCatalog.Find(stack)!.Render(request);

        GoldenFolder.Verify(stack, name, config);
        Assert.All(config.Files, f => Assert.Matches("^/[^\0\n]+$", f.Path));
    }
}
