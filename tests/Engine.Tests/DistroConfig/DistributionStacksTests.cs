using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>Every stack against every case.</summary>
public sealed class DistributionStacksTests
{
    public static TheoryData<string, string> StacksAndCases()
    {
        var data = new TheoryData<string, string>();
        foreach (string stack in NetworkStackCatalog.Names)
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

        RenderedConfig first = NetworkStackCatalog.Find(stack)!.Render(request);

        GoldenFolder.Verify(stack, name, first);
        Assert.Equal(first.Files, NetworkStackCatalog.Find(stack)!.Render(request).Files);
        Assert.All(first.Files, f => Assert.Matches("^/[^\0\n]+$", f.Path));
        Assert.All(first.Files, f => Assert.DoesNotContain('\r', f.Content));
        Assert.Equal(first.Files.Count, first.Files.Select(f => f.Path).Distinct().Count());
    }
}
