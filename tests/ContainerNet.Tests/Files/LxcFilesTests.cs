namespace ContainerNet.Tests.Files;

/// <summary>The files inside a container of a real LXC, and what becomes of the container that lxc-create made.</summary>
public sealed class LxcFilesTests
{
    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_preview_is_what_is_written(bool running)
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30; Add-CtNetIfIp {c} eth0 1.2.3.4");
        if (running) host.Run($"Start-Ct {c}");
        string file = LxcContainers.RootOf(c) + RootTree.Drop + "eth0";
        Assert.Equal(0, host.Start("rm", file).ExitCode);

        Outcome preview = host.Run($"Get-CtNetConfig {c} | Where-Object Path -eq {RootTree.Drop}eth0");
        Assert.Equal(["Written"], preview.All("Action"));
        Assert.Equal(["ifupdown"], preview.All("NetworkStack"));
        Assert.Equal([RootTree.Drop + "eth0"], host.Run($"Test-CtNetIf {c}").All("What"));
        Assert.Contains(RootTree.Drop + "eth0", host.Run($"Update-CtNetConfig {c} -PassThru").All("Path"));
        Assert.Equal(preview.All("Content").Single(), host.Lxc.Read(c, RootTree.Drop + "eth0"));
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);
    }

    [RootFact]
    public void Another_network_stack_gets_its_files_and_the_former_loses_them()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = host.NewContainer();
        const string networkd = "/etc/systemd/network/05-containernet-eth0.network";
        host.Run($"$null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30; Set-Ct {c} -NetworkStack networkd");
        Assert.Contains("Name=eth0", host.Lxc.Read(c, networkd), StringComparison.Ordinal);
        Assert.Equal(["networkd"], host.Run($"Get-Ct {c}").All("NetworkStack"));
        Assert.NotEqual(0, host.Start("test", "-e", LxcContainers.RootOf(c) + RootTree.Drop + "eth0").ExitCode);
    }

    /// <summary>New-Ct and Remove-Ct are for namespaces: LXC's containers are lxc-create's and lxc-destroy's.</summary>
    [RootFact]
    public void A_container_of_LXC_is_neither_made_nor_removed_and_forgets_us_with_its_last_interface()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = host.NewContainer();
        string config = Path.Combine(LxcContainers.FolderOf(c), "config");
        string before = File.ReadAllText(config);
        Assert.Equal("ContainerExists", Outcome.IdOf(host.Try($"New-Ct {c}").Error));
        host.Run($"$null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30");
        Assert.Equal("RuntimeOwnsContainer", Outcome.IdOf(host.Try($"Remove-Ct {c} -Confirm:$false").Error));
        Assert.Equal(["eth0"], host.Run($"Get-CtNetIf {c}").All("Name"));

        host.Run($"Remove-CtNetIf {c} eth0 -Confirm:$false");
        Assert.Equal(before, File.ReadAllText(config));
        Assert.Equal(["Lxc"], host.Run($"Get-Ct {c}").All("Runtime"));
    }
}
