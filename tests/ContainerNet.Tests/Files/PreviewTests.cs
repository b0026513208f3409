using System.Management.Automation;

namespace ContainerNet.Tests.Files;

/// <summary>Get-CtNetConfig tells what Update-CtNetConfig does, and -WhatIf does nothing.</summary>
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
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4, 2001:db8:1::1; Set-Ct {c} -NetworkStack {stack}");
        foreach (string path in Written(host, c).Keys) File.Delete(tree.PathOf(path));

        Outcome preview = host.Run($"Get-CtNetConfig {c}");
        Assert.NotEmpty(preview.Objects);
        Assert.All(preview.All("Action"), a => Assert.Equal("Written", a));
        Assert.All(preview.All("NetworkStack"), s => Assert.Equal(stack, s));
        Assert.Equal(preview.All("Path"), host.Run($"Update-CtNetConfig {c} -PassThru").All("Path"));
        foreach ((string path, PSObject file) in Written(host, c))
        {
            Assert.Equal($"{file.Properties["Content"].Value}", tree.Read(path));
            Assert.Equal($"{file.Properties["Mode"].Value}", Mode(tree.PathOf(path)));
        }

        Assert.All(host.Run($"Get-CtNetConfig {c}").All("Action"), a => Assert.Equal("Unchanged", a));
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
        host.Run($"$null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30");

        Outcome preview = host.Run($"Get-CtNetConfig {c}");
        Assert.Equal(["Kept"], preview.All("Action"));
        Assert.Equal(preview.Warnings, host.Run($"Update-CtNetConfig {c}").Warnings);
        Assert.Contains("interfaces.d", Assert.Single(preview.Warnings), StringComparison.Ordinal);
        Assert.Equal(["False"], host.Run($"Test-CtNetIf {c}").All("Repairable"));
    }

    [RootTheory]
    [InlineData("New-CtNetIf {0} eth1 -Routed")]
    [InlineData("Set-CtNetIf {0} eth0 -Mtu 1400")]
    [InlineData("Rename-CtNetIf {0} eth0 eth9")]
    [InlineData("Remove-CtNetIf {0} eth0")]
    [InlineData("Add-CtNetIfIp {0} eth0 5.6.7.8")]
    [InlineData("Remove-CtNetIfIp {0} eth0 1.2.3.4")]
    [InlineData("Set-Ct {0} -NetworkStack networkd")]
    [InlineData("Update-CtNetConfig {0} -Force")]
    [InlineData("Remove-Ct {0}")]
    public void WhatIf_writes_nothing_inside(string command)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4");
        tree.Write(RootTree.Drop + "eth0", tree.Read(RootTree.Drop + "eth0") + "# by hand\n");
        string[] before = Everything(tree, c);
        string script = string.Format(System.Globalization.CultureInfo.InvariantCulture, command, c);
        Outcome outcome = host.Run(script + " -WhatIf");
        Assert.StartsWith("What if:", outcome.Console, StringComparison.Ordinal);
        Assert.Equal(before, Everything(tree, c));
    }

    private static string[] Everything(RootTree tree, string c) =>
        [.. tree.Entries(), File.ReadAllText(StagedModule.FileOf(c))];

    private static Dictionary<string, PSObject> Written(TestHost host, string c) => host.Run($"Get-CtNetConfig {c}")
        .Objects.Where(o => o.Properties["Content"].Value is not null)
        .ToDictionary(o => $"{o.Properties["Path"].Value}");

    private static string Mode(string path) => "0" + Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
