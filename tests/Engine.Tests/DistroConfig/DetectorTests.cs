using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.DistroConfig.Detection;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>Which network stack is found in which root file system.</summary>
public sealed class DetectorTests
{
    public static TheoryData<string> AllImages => [.. Images.Names];

    /// <summary>What is installed and enabled decides, not the name of the distribution.</summary>
    [Theory]
    [MemberData(nameof(AllImages))]
    public void An_image_has_the_stack_that_configures_it(string name)
    {
        DetectedStack found = NetworkStackDetector.Detect(Images.Root(name));

        Assert.Equal(Images.Stack(name), found.StackName);
        Assert.NotNull(NetworkStackCatalog.Find(found.StackName!));
        Assert.NotEmpty(found.Reasons);
        Assert.All(found.Reasons, r => Assert.EndsWith(".", r, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllImages))]
    public void What_we_write_does_not_change_what_is_found(string name)
    {
        FakeRootFs root = Images.Root(name);
        var request = new RenderRequest("myct01", RenderCases.Of("two-interfaces"), root);
        RenderedConfig config = NetworkStackCatalog.Find(Images.Stack(name))!.Render(request);
        foreach (RenderedFile file in config.Files) root.File(file.Path, file.Content);
        foreach (RenderedLink link in config.Links) root.Link(link.Path, link.Target);

        Assert.Equal(Images.Stack(name), NetworkStackDetector.Detect(root).StackName);
    }

    [Fact]
    public void Os_release_is_told()
    {
        FakeRootFs root = new FakeRootFs().File(
            "/etc/os-release",
            "# comment\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID='debian'\nVERSION_ID=12\n");

        DetectedStack found = NetworkStackDetector.Detect(root);

        Assert.Equal(("debian", "12"), (found.DistributionId, found.Version));
        Assert.Equal("Debian GNU/Linux 12 (bookworm)", found.PrettyName);
    }

    [Fact]
    public void A_masked_networkd_is_not_used()
    {
        FakeRootFs root = Images.Ifupdown(Images.Networkd(Images.Os("debian", "12", "")))
            .Link("/etc/systemd/system/systemd-networkd.service", "/dev/null");

        DetectedStack found = NetworkStackDetector.Detect(root);

        Assert.Equal("ifupdown", found.StackName);
        Assert.Contains("systemd-networkd.service is masked.", found.Reasons);
    }

    [Fact]
    public void An_unknown_system_has_no_stack_and_a_reason()
    {
        DetectedStack found = NetworkStackDetector.Detect(new FakeRootFs().File("/etc/os-release", "ID=plan9\n"));

        Assert.Null(found.StackName);
        Assert.Equal("plan9", found.DistributionId);
        Assert.Equal("No network stack was found that ContainerNet can write for.", found.Reasons[^1]);
    }

    [Fact]
    public void A_fifo_as_os_release_is_said_and_does_not_stop_the_search()
    {
        DetectedStack found = NetworkStackDetector.Detect(
            Images.Ifupdown(new FakeRootFs()).Special("/etc/os-release"));

        Assert.Equal("ifupdown", found.StackName);
        Assert.StartsWith("os-release was not read:", found.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_a_hostile_os_release_are_not_shown()
    {
        DetectedStack found = NetworkStackDetector.Detect(
            new FakeRootFs().File("/etc/os-release", "ID=x\nPRETTY_NAME=\"a\u001b[31mb\"\n"));

        Assert.Equal("a[31mb", found.PrettyName);
    }
}
