using System.Net.Sockets;
using System.Text.RegularExpressions;
using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;
using ContainerNet.Engine.Runtimes.Lxc;
using ContainerNet.Engine.Tests.Runtimes.Lxc;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>
/// The pitfalls of the network stacks that the files must avoid, one test each. What the real tools make of the files
/// is tested in RealTools.
/// </summary>
public sealed class StackPitfallsTests
{
    private static readonly string[] s_stacks = [.. NetworkStackCatalog.Names];

    [Fact]
    public void An_IPv6_source_is_never_tentative_when_the_route_needs_it()
    {
        Assert.Contains("2001:db8:1::1/128 dev eth1 nodad", Text("ifupdown", "routed-both"));
        Assert.Contains("dad-attempts 0", Text("ifupdown", "routed-both"));
        Assert.Contains("accept_dad", Text("ifupdown-ng", "routed-both"));
        Assert.Contains("DuplicateAddressDetection=none", Text("networkd", "routed-both"));
        Assert.Contains("IPv6DuplicateAddressDetection=0", Text("netplan", "routed-both"));
        Assert.Contains("accept_dad", Text("nixos", "routed-both"));
    }

    [Fact]
    public void LXC_is_never_given_the_addresses_that_the_files_give()
    {
        string path = Directory.CreateTempSubdirectory("ctfacts").FullName;
        try
        {
            Directory.CreateDirectory($"{path}/c1");
            File.WriteAllText($"{path}/c1/config", "lxc.init.cmd = /sbin/init\n");
            var container = new ContainerConfig("c1", "Lxc")
            {
                Interfaces =
                {
                    RenderCases.Static("eth0", "10.0.3.5/24"),
                    RenderCases.Routed("eth1", "10.100.10.100/30", null, "1.2.3.4/32"),
                },
            };
            new LxcRuntime(new LxcOptions { FilesDirectory = path + "/.ours", LxcPath = path }).Prepare(
                container, InterfaceStates.Of(container, FakeHost.Instance));
            Assert.DoesNotMatch("ipv[46]\\.(address|gateway)", File.ReadAllText($"{path}/c1/config"));
            string made = File.ReadAllText($"{path}/.ours/c1/make.ip");
            Assert.Contains("peer name eth0", made);
            Assert.DoesNotContain("10.0.3.5", made);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public void The_default_route_with_its_source_is_in_the_containers_own_files()
    {
        // LXC's keys can't say it. Slackware, Void and the like say it in a script of ours.
        foreach (string stack in s_stacks)
        {
            string text = Text(stack, "routed-v4");
            Assert.True(text.Contains("10.100.10.101", StringComparison.Ordinal), $"{stack}: no gateway");
            Assert.True(Regex.IsMatch(text, "1\\.2\\.3\\.4(?!/32)"), $"{stack}: no source");
        }
    }

    [Fact]
    public void Busybox_gets_address_and_netmask_apart_and_no_method_that_it_does_not_know()
    {
        foreach (string name in RenderCases.Names)
        {
            string text = Text("ifupdown-ng", name);
            Assert.DoesNotMatch("(?m)^    address .*/", text);
            Assert.DoesNotContain("inet6 auto", text);
            Assert.DoesNotContain("inet6 dhcp", text);
        }
    }

    [Fact]
    public void A_file_name_in_interfaces_d_has_only_letters_digits_underscores_and_dashes()
    {
        foreach (string name in RenderCases.Names)
        {
            IEnumerable<string> files = Render("ifupdown", name).Files.Select(f => f.Path)
                .Where(p => p.StartsWith("/etc/network/interfaces.d/", StringComparison.Ordinal));
            Assert.All(files, f => Assert.Matches("^[A-Za-z0-9_-]+$", Path.GetFileName(f)));
        }

        // Alpine's ifup can't read Debian's include line: one block in the one file.
        Assert.Equal(["/etc/network/interfaces"], Render("ifupdown-ng", "routed-both").Files.Select(f => f.Path));
    }

    [Fact]
    public void The_networkd_file_comes_first_by_name_and_networkd_may_read_it()
    {
        RenderedFile file = Assert.Single(Render("networkd", "routed-both").Files);
        Assert.Equal("/etc/systemd/network/05-containernet-eth1.network", file.Path);
        Assert.True(string.CompareOrdinal(Path.GetFileName(file.Path), "10-netplan-eth1.network") < 0);
        Assert.Equal(Convert.ToInt32("644", 8), file.Mode);
    }

    [Fact]
    public void A_keyfile_is_readable_by_its_owner_alone() =>
        Assert.All(
            Render("networkmanager", "routed-both").Files
                .Where(f => f.Path.EndsWith(".nmconnection", StringComparison.Ordinal)),
            f => Assert.Equal(Convert.ToInt32("600", 8), f.Mode));

    [Fact]
    public void Netplan_is_told_every_switch_because_it_merges_files()
    {
        string text = Text("netplan", "routed-both");
        foreach (string key in new[] { "dhcp4: false", "dhcp6: false", "accept-ra: false" }) Assert.Contains(key, text);
        Assert.Contains("dhcp4: true", Text("netplan", "dhcp"));
    }

    [Fact]
    public void Ifcfg_routes_stand_in_the_route_file_and_never_as_GATEWAY()
    {
        foreach (string name in RenderCases.Names) Assert.DoesNotMatch("(?m)^GATEWAY", Text("ifcfg", name));
        Assert.Matches("(?m)^default via 10.100.10.101 dev eth1 src 1.2.3.4", Text("ifcfg", "routed-v4"));
        Assert.Contains("ARPCHECK0=\"no\"", Text("ifcfg", "routed-v4"));
    }

    [Fact]
    public void A_gateway_off_the_link_is_a_device_route_first_where_nobody_adds_onlink()
    {
        string text = Text("ifupdown-ng", "routed-linkscope");
        int device = text.IndexOf("169.254.0.1/32 dev eth1", StringComparison.Ordinal);
        int route = text.IndexOf("default via 169.254.0.1", StringComparison.Ordinal);
        Assert.True(device >= 0 && device < route);
        Assert.DoesNotMatch("(?m)^ +gateway", text);
    }

    [Fact]
    public void NetworkManager_is_told_to_manage_a_veth_that_udev_rules_would_keep_from_it()
    {
        RenderedConfig odd = Render("networkmanager", "odd-name");
        Assert.Contains(odd.Files, f => f.Path.StartsWith("/etc/NetworkManager/conf.d/", StringComparison.Ordinal)
            && f.Content.Contains("managed=1", StringComparison.Ordinal));
        Assert.Single(Render("networkmanager", "routed-both").Files);
    }

    [RootFact]
    public void The_command_socket_of_LXC_is_seen_only_in_its_own_network_namespace()
    {
        var paths = new LxcPaths($"/tmp/ctfact-{Environment.ProcessId}", "c1", "/tmp/none");
        using var home = NetworkNamespace.CreateAnonymous();
        using var elsewhere = NetworkNamespace.CreateAnonymous();
        using Socket monitor = home.Run(() =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint($"\0{paths.Directory}/command"));
            socket.Listen();
            return socket;
        });
        Assert.True(home.Run(() => LxcCommandSocket.Answers(paths)));
        Assert.False(elsewhere.Run(() => LxcCommandSocket.Answers(paths)));
    }

    private static RenderedConfig Render(string stack, string name) => NetworkStackCatalog.Find(stack)!.Render(
        new RenderRequest(RenderCases.Container, RenderCases.Of(name), StockRoots.Of(stack)));

    private static string Text(string stack, string name) =>
        string.Concat(Render(stack, name).Files.Select(f => f.Content));
}
