using System.Management.Automation;

namespace ContainerNet.Tests.Bridges;

/// <summary>Without dnsmasq or nft a bridge that needs it is refused whole, and one that does not is made.</summary>
public sealed class MissingToolTests
{
    [RootTheory]
    [InlineData("dnsmasq", "New-CtBridge", "serve DHCP on lxcbr0", "-NoDhcp")]
    [InlineData("nft", "New-CtBridge", "masquerade lxcbr0", "-NoNat")]
    [InlineData("nft", "New-CtBridge -NoDhcp", "masquerade lxcbr0", "-NoNat")]
    public void New_CtBridge_says_what_is_missing_and_leaves_nothing(
        string tool, string command, string purpose, string way)
    {
        using TestHost host = Without(tool);
        string before = KernelState.Of(host);
        ErrorRecord error = host.Try(command).Error;

        Assert.Equal("ToolMissing", Outcome.IdOf(error));
        Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.Equal(tool, error.TargetObject);
        Assert.Equal($"Cannot {purpose}: the program {tool} is not installed.", error.ToString());
        Assert.Contains("apt-get install", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(way, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);

        Assert.Equal(before, KernelState.Of(host));
        Assert.Empty(host.Run("Get-CtBridge").Objects);
        Assert.Empty(Stored());
        Assert.Equal("0", host.OnThread(() => File.ReadAllText("/proc/sys/net/ipv4/ip_forward")).Trim());
    }

    [RootFact]
    public void Without_both_a_plain_bridge_is_made_and_changes_that_need_them_are_refused()
    {
        using TestHost host = Without("dnsmasq", "nft");
        host.Run("$null = New-CtBridge -NoDhcp -NoNat");
        string before = $"{KernelState.Of(host)}\n{File.ReadAllText(Assert.Single(Stored()))}";
        foreach (string change in new[] { "Set-CtBridge lxcbr0 -Dhcp", "Set-CtBridge lxcbr0 -Nat" })
        {
            Assert.Equal("ToolMissing", Outcome.IdOf(host.Try(change).Error));
        }

        Assert.Equal(before, $"{KernelState.Of(host)}\n{File.ReadAllText(Assert.Single(Stored()))}");
        host.Run("Remove-CtBridge lxcbr0 -Confirm:$false");
        Assert.Empty(host.Run("Get-CtBridge").Objects);
        Assert.Empty(Stored());
    }

    private static string[] Stored()
    {
        string folder = Path.Combine(StagedModule.State, "bridges");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yml") : [];
    }

    // A host of its own mounts sees a folder that has all programs but these.
    private static TestHost Without(params string[] tools)
    {
        var host = new TestHost(TestRuntime.Lxc);
        string aside = Directory.CreateDirectory(StagedModule.NewPath("-sbin")).FullName;
        string script = $$"""
            for folder in /usr/local/sbin /usr/sbin /usr/bin; do
                for tool in {{string.Join(' ', tools)}}; do
                    [ -e $folder/$tool ] || continue
                    mkdir -p {{aside}}$folder
                    mountpoint -q {{aside}}$folder || {
                        mount --bind $folder {{aside}}$folder
                        mount -t tmpfs tmpfs $folder
                        ln -s {{aside}}$folder/* $folder
                    }
                    rm $folder/$tool
                done
            done
            """;
        Tool hidden = host.Start("sh", "-ec", script);
        Assert.True(hidden.ExitCode == 0, hidden.Error);
        return host;
    }
}
