using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>The stacks whose files are scripts, run by the shells that run them.</summary>
public sealed class ScriptStacksTests
{
    // Void's and Slackware's /bin/sh is dash or bash, the two that are tried.
    private static readonly Dictionary<string, string> s_runners = new()
    {
        ["nixos"] = "bash -n $root/ifcfg.add; bash $root/ifcfg.add",
        ["guix"] = "bash -n $root/ifcfg.add; bash $root/ifcfg.add",
        ["void"] = "sh -euc 'for f in $0/etc/runit/core-services/*.sh; do bash -n $f; [ -r $f ] && . $f; done' $root",
        ["slackware"] =
            "mount -t tmpfs tmpfs /etc; cp -a $root/etc/. /etc; " +
            "bash -n /etc/rc.d/rc.local; printf 'exit 0' > /run/dhcpcd; chmod +x /run/dhcpcd; PATH=$PATH:/run " +
            "sh -e /etc/rc.d/rc.local",
    };

    public static TheoryData<string, string> StacksAndCases()
    {
        var data = new TheoryData<string, string>();
        foreach (string stack in s_runners.Keys)
        {
            foreach (string name in RenderCases.Names) data.Add(stack, name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StacksAndCases))]
    public void The_scripts_make_what_is_planned(string stack, string name)
    {
        Requirement.Programs("ip", "bash", "dnsmasq");
        // The client of the system asks for DHCP, not the script: only what is static can be compared.
        var states = RenderCases.Of(name).Select(s => s with { Dhcp = false }).ToList();
        bool dhcp = RenderCases.Of(name).Any(s => s.Dhcp);
        RenderedConfig config = NetworkStackCatalog.Find(stack)!
            .Render(new RenderRequest(RenderCases.Container, RenderCases.Of(name), new FakeRootFs()));
        if (states.Count == 0) return;
        using var sandbox = new Sandbox(states, config);

        KernelState state = sandbox.Run((dhcp ? "sysctl -qw net.ipv6.conf.eth0.accept_ra=0\n" : "") + s_runners[stack]);

        state.MustBe(states, sandbox.Log);
    }

    [Theory]
    [InlineData("nixos", "routed-both")]
    [InlineData("nixos", "routed-linkscope")]
    [InlineData("guix", "two-routed")]
    public void The_second_script_takes_everything_away_and_can_run_twice(string stack, string name)
    {
        Requirement.Programs("ip", "bash", "dnsmasq");
        IReadOnlyList<InterfaceState> states = RenderCases.Of(name);
        RenderedConfig config = NetworkStackCatalog.Find(stack)!
            .Render(new RenderRequest(RenderCases.Container, states, new FakeRootFs()));
        using var sandbox = new Sandbox(states, config);

        KernelState state = sandbox.Run(
            "bash -e $root/ifcfg.add; bash -e $root/ifcfg.add; bash -e $root/ifcfg.del; bash -e $root/ifcfg.del");

        Assert.All(states, s => state.MustBeBare(s.Container.Name));
    }
}
