namespace ContainerNet.Engine.Tests.Scenarios.Files;

/// <summary>The preview tells what an update of the files does.</summary>
public sealed class PreviewTests
{
    [RootTheory]
    [InlineData("ifupdown")]
    [InlineData("networkd")]
    [InlineData("networkmanager")]
    [InlineData("netplan")]
    [InlineData("ifcfg")]
    public void The_preview_is_what_is_written(string stack)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        host.AddIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");
        host.Apply(new SetContainer(c, stack));
        foreach (CtNetConfigFile file in WithContent(host, c)) File.Delete(tree.PathOf(file.Path));

        IReadOnlyList<CtNetConfigFile> preview = host.Preview(c);
        Assert.NotEmpty(preview);
        Assert.All(preview, f => Assert.Equal((CtFileAction.Written, stack), (f.Action, f.NetworkStack)));
        Assert.All(preview.Where(f => f.Content is not null), f => Assert.False(tree.Has(f.Path)));
        Assert.Equal(preview.Select(f => f.Path), host.UpdateFiles(c).Select(f => f.Path));
        foreach (CtNetConfigFile file in WithContent(host, c))
        {
            Assert.Equal(file.Content, tree.Read(file.Path));
            Assert.Equal(file.Mode, Mode(tree.PathOf(file.Path)));
        }

        Assert.All(host.Preview(c), f => Assert.Equal(CtFileAction.Unchanged, f.Action));
    }

    [RootTheory]
    [InlineData("/nowhere")]
    [InlineData("../../etc/os-release")]
    public void The_preview_says_when_a_file_cannot_be_written(string target)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewContainer(tree);
        File.CreateSymbolicLink(tree.PathOf("/etc/network/interfaces.d"), target);
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"));

        Assert.Equal([CtFileAction.Kept], host.Preview(c).Select(f => f.Action));
        string warning = Assert.Single(host.Told.Warnings);
        Assert.Contains("interfaces.d", warning, StringComparison.Ordinal);
        host.UpdateFiles(c);
        Assert.Equal([warning], host.Told.Warnings);
        Assert.Equal([false], host.Drift(c).Select(d => d.Repairable));
    }

    private static CtNetConfigFile[] WithContent(TestHost host, string c) =>
        [.. host.Preview(c).Where(f => f.Content is not null)];

    private static string Mode(string path) => "0" + Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
