using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.DistroConfig.NetworkManager;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>What stacks do differently when something is, or is not, in the root file system.</summary>
public sealed class StackVariantsTests
{
    [Fact]
    public void A_profile_s_uuid_is_of_version_5_and_the_same_always()
    {
        string uuid = ProfileUuid.Of("myct01", "eth0").ToString();
        Assert.Equal("55ce5add-9b30-52da-a0c4-90520488befb", uuid);
        Assert.Equal('5', uuid[14]);
        Assert.Contains(uuid[19], "89ab");
        Assert.NotEqual(ProfileUuid.Of("myct02", "eth0"), ProfileUuid.Of("myct01", "eth0"));
        Assert.NotEqual(ProfileUuid.Of("myct01", "eth1"), ProfileUuid.Of("myct01", "eth0"));
    }

    [Theory]
    [InlineData("eth0", false)]
    [InlineData("eth12", false)]
    [InlineData("eth", true)]
    [InlineData("ethx", true)]
    [InlineData("lan0", true)]
    public void Only_names_that_udev_s_rule_leaves_out_get_rules_of_their_own(string name, bool rules) =>
        Assert.Equal(rules ? 2 : 0, DeviceRules.For(name).Count());

    [Fact]
    public void Ifcfg_tells_NetworkManager_of_odd_names_where_it_is_installed()
    {
        Assert.DoesNotContain(Render("ifcfg", "odd-name", new FakeRootFs()).Files, IsRule);
        Assert.Contains(
            Render("ifcfg", "odd-name", new FakeRootFs().Directory("/etc/NetworkManager/conf.d")).Files, IsRule);

        static bool IsRule(RenderedFile file) => file.Path.StartsWith("/etc/udev/", StringComparison.Ordinal);
    }

    [Fact]
    public void Ifcfg_warns_of_a_name_that_its_readers_skip() => Assert.Contains(
        "ifcfg: a file called ifcfg-lan.orig is ignored",
        NetworkStackCatalog.Find("ifcfg")!
            .Render(new RenderRequest("myct01", RenderCases.Named("lan.orig"), new FakeRootFs())).Warnings.Single());

    [Fact]
    public void Ifcfg_warns_when_an_alias_would_be_too_long()
    {
        IReadOnlyList<InterfaceState> states = RenderCases.Of(RenderCases.Dhcp("abcdefghijklmn", "192.0.2.9/32"));
        RenderedConfig config = NetworkStackCatalog.Find("ifcfg")!
            .Render(new RenderRequest("myct01", states, new FakeRootFs()));
        Assert.Contains("ifcfg: 192.0.2.9/32 beside DHCP", config.Warnings.Single());
        Assert.DoesNotContain(config.Files, f => f.Path.Contains(':'));
    }

    [Fact]
    public void NixOS_warns_while_nothing_imports_the_module()
    {
        const string path = "/etc/nixos/configuration.nix";
        Assert.Contains(
            "does not import ./containernet.nix",
            Render("nixos", "dhcp", new FakeRootFs().File(path, "{ imports = []; }")).Warnings.Single());
        Assert.Empty(
            Render("nixos", "dhcp", new FakeRootFs().File(path, "{ imports = [ ./containernet.nix ]; }")).Warnings);
        Assert.Empty(
            Render("nixos", "dhcp", new FakeRootFs().File(path, "{}").File("/etc/nixos/vpsadminos.nix")).Warnings);
        Assert.Empty(Render("nixos", "dhcp", new FakeRootFs()).Warnings);
    }

    [Fact]
    public void Guix_warns_while_no_service_runs_the_script()
    {
        Assert.Contains(
            "/ifcfg.add",
            Render("guix", "dhcp", new FakeRootFs().File("/etc/config.scm", "(operating-system)")).Warnings.Single());
        Assert.Empty(Render("guix", "dhcp", new FakeRootFs().File("/etc/config.scm", "\"/ifcfg.add\"")).Warnings);
    }

    [Fact]
    public void Void_enables_dhcpcd_unless_a_client_of_the_interface_is_enabled()
    {
        const string enabled = "/etc/runit/runsvdir/default";
        Assert.Equal(
            [new RenderedLink(enabled + "/dhcpcd", "/etc/sv/dhcpcd")],
            Render("void", "dhcp", new FakeRootFs().Directory("/etc/sv/dhcpcd")).Links);
        Assert.Empty(Render(
            "void", "dhcp", new FakeRootFs().Directory("/etc/sv/dhcpcd").Link(enabled + "/dhclient-eth0", "/x")).Links);
        Assert.Contains("void: eth0 asks for DHCP", Render("void", "dhcp", new FakeRootFs()).Warnings.Single());
        Assert.Contains(
            "void: the service dhclient-eth0 is enabled",
            Render("void", "static-v4", new FakeRootFs().Link(enabled + "/dhclient-eth0", "/x")).Warnings.Single());
    }

    [Fact]
    public void Void_leaves_dhcpcd_conf_to_a_package_that_is_not_there()
    {
        Assert.Equal("", Conf(new FakeRootFs()));
        Assert.Equal("denyinterfaces eth0\n", Conf(new FakeRootFs().File("/etc/dhcpcd.conf")));

        static string Conf(FakeRootFs root) =>
            Render("void", "static-v4", root).Files.Single(f => f.Path == "/etc/dhcpcd.conf").Content;
    }

    private static RenderedConfig Render(string stack, string name, FakeRootFs root) =>
        NetworkStackCatalog.Find(stack)!.Render(new RenderRequest("myct01", RenderCases.Of(name), root));
}
