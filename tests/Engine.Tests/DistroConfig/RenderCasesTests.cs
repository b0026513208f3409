using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>The cases and the fake root file system are what they claim to be.</summary>
public sealed class RenderCasesTests
{
    [Fact]
    public void The_fake_follows_links_inside_the_root()
    {
        FakeRootFs root = new FakeRootFs().File("/usr/lib/os-release", "ID=debian\n").Link("/lib", "usr/lib")
            .Link("/etc/os-release", "/usr/lib/os-release").Link("/etc/up", "../../../lib").Link("/loop", "/loop");
        Assert.Equal("ID=debian\n", root.ReadText("/etc/os-release"));
        Assert.True(root.FileExists("/etc/up/os-release"));
        Assert.Equal(["os-release"], root.List("/etc/up"));
        Assert.Equal("/usr/lib/os-release", root.ReadLink("/etc/os-release"));
        Assert.True(root.EntryExists("/loop"));
        Assert.False(root.FileExists("/loop"));
        Assert.Null(root.ReadText("/etc/nothing"));
    }
}
