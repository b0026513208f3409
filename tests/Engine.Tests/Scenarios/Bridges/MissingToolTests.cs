namespace ContainerNet.Engine.Tests.Scenarios.Bridges;

/// <summary>Without dnsmasq or nft a bridge that needs it is refused whole, and one that does not is made.</summary>
public sealed class MissingToolTests
{
    [RootTheory]
    [InlineData("dnsmasq", true, "serve DHCP on lxcbr0", "-NoDhcp")]
    [InlineData("nft", true, "masquerade lxcbr0", "-NoNat")]
    [InlineData("nft", false, "masquerade lxcbr0", "-NoNat")]
    public void A_new_bridge_is_refused_with_what_is_missing_and_leaves_nothing(
        string tool, bool dhcp, string purpose, string way)
    {
        using TestHost host = Without(tool);
        string before = KernelState.Of(host);
        ContainerNetException error =
            host.BridgeRefused(new NewBridge("lxcbr0", new BridgeSettings { Dhcp = dhcp ? null : false }));

        Assert.Equal("ToolMissing", error.ErrorId);
        Assert.Equal(CtErrorKind.ToolFailed, error.Kind);
        Assert.Equal(tool, error.Target);
        Assert.Equal($"Cannot {purpose}: the program {tool} is not installed.", error.Message);
        Assert.Contains("apt-get install", error.Remedy, StringComparison.Ordinal);
        Assert.Contains(way, error.Remedy, StringComparison.Ordinal);

        Assert.Equal(before, KernelState.Of(host));
        Assert.Empty(host.Bridges());
        Assert.Empty(Stored(host));
        Assert.Equal("0", host.OnThread(() => File.ReadAllText("/proc/sys/net/ipv4/ip_forward")).Trim());
    }

    [RootFact]
    public void Without_both_a_plain_bridge_is_made_and_changes_that_need_them_are_refused()
    {
        using TestHost host = Without("dnsmasq", "nft");
        host.ApplyBridges(new NewBridge("lxcbr0", new BridgeSettings { Dhcp = false, Nat = false }));
        string before = $"{KernelState.Of(host)}\n{File.ReadAllText(Assert.Single(Stored(host)))}";
        foreach (BridgeSettings change in new BridgeSettings[] { new() { Dhcp = true }, new() { Nat = true } })
        {
            Assert.Equal("ToolMissing", host.BridgeRefused(new SetBridge("lxcbr0", change)).ErrorId);
        }

        Assert.Equal(before, $"{KernelState.Of(host)}\n{File.ReadAllText(Assert.Single(Stored(host)))}");
        host.ApplyBridges(new RemoveBridge("lxcbr0", Force: false));
        Assert.Empty(host.Bridges());
        Assert.Empty(Stored(host));
    }

    private static string[] Stored(TestHost host)
    {
        string folder = Path.Combine(host.Options.StateDirectory, "bridges");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yml") : [];
    }

    // A host of its own mounts sees folders that have all programs but these.
    private static TestHost Without(params string[] tools)
    {
        var host = new TestHost(TestRuntime.Lxc);
        string aside = Directory.CreateDirectory(host.NewPath("-sbin")).FullName;
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
        Tool hidden = host.Run("sh", "-ec", script);
        Assert.True(hidden.ExitCode == 0, hidden.Error);
        return host;
    }
}
