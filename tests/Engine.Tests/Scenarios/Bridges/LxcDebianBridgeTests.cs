using System.Net;

namespace ContainerNet.Engine.Tests.Scenarios.Bridges;

/// <summary>
/// A Debian that boots under LXC on a bridge of ours: its own DHCP client gets the lease, its own resolver the
/// name, and it reaches an address beyond the host that knows no way back to it.
/// </summary>
public sealed class LxcDebianBridgeTests
{
    public LxcDebianBridgeTests() => Requirement.Programs("dnsmasq", "nft", "socat");

    [RootFact]
    public void Its_own_DHCP_client_and_resolver_work_and_it_reaches_the_outside()
    {
        using var bridges = new BridgeHost(TestRuntime.Lxc);
        TestHost host = bridges.Host;
        bridges.MakeOutside();
        bridges.Make(settings: new BridgeSettings { DnsServers = [IPAddress.Parse(BridgeHost.OutsideV4)] });
        string c = host.NewName();
        host.Lxc.AddWithInit(c);
        host.Apply(Wish.Bridged(c, "eth0", link: null, dhcp: true));
        host.Start(c);

        string lease = AwaitLease(bridges, c);
        Assert.Equal([$"{lease}/24"], KernelState.Addresses(host, "eth0", c));
        Assert.Equal(
            ["10.0.3.1"], host.Ip("route show default", c).Select(r => r.GetProperty("gateway").GetString()));
        Assert.Contains("dhclient", ProcessesOf(host, c), StringComparison.Ordinal);

        Assert.Equal("nameserver 10.0.3.1", Inside(host, c, "grep ^nameserver /etc/resolv.conf"));
        Assert.StartsWith("203.0.113.80 ", Inside(host, c, "getent ahostsv4 beyond.example"), StringComparison.Ordinal);
        Assert.Equal(
            BridgeHost.UplinkV4, Inside(host, c, $"exec 3<>/dev/tcp/{BridgeHost.OutsideV4}/7; head -n 1 <&3"));
    }

    // The boot takes its time.
    private static string AwaitLease(BridgeHost bridges, string container)
    {
        for (int attempt = 0; attempt < 300; attempt++)
        {
            CtBridgeLease[] leases = bridges.Host.Bridge("lxcbr0").Leases;
            bool configured = bridges.Host.Lxc.TryNamespaceOf(container) is not null
                && bridges.Host.Ip("-4 route show default", container).Length > 0;
            if (leases.Length > 0 && configured) return Assert.Single(leases).Address.ToString();
            Thread.Sleep(100);
        }

        throw new InvalidOperationException($"{container} got no lease.");
    }

    private static string ProcessesOf(TestHost host, string container) =>
        Inside(host, container, "cat /proc/[0-9]*/comm 2> /dev/null");

    private static string Inside(TestHost host, string container, string script)
    {
        Tool tool = host.Run("lxc-attach", "-n", container, "-P", host.LxcPath, "--", "bash", "-c", script);
        return tool.Output.Trim();
    }
}
