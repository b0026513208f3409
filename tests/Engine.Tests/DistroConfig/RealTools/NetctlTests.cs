using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>netctl itself, as its unit starts it; only what it asks of a DHCP client is left out.</summary>
public sealed class NetctlTests
{
    private const string Unpacked = "/opt/containernet-test/netctl";

    // Laid over /usr/lib in a private mount namespace: the machine does not get to know it.
    private const string Start = $$"""
        mount -t overlay overlay -o lowerdir={{Unpacked}}/usr/lib:/usr/lib /usr/lib
        mkdir -p /run/etc; cp -a /etc/. /run/etc; mount --bind /run/etc /etc
        cp -a $root/etc/. /etc
        for profile in /etc/netctl/containernet_*; do
          bash -n $profile
          /usr/lib/netctl/network start ${profile##*/}
        done
        """;

    public static TheoryData<string> Cases =>
        [.. RenderCases.Names.Where(n => RenderCases.Of(n).All(s => !s.Dhcp) && RenderCases.Of(n).Count > 0)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_brings_up_what_is_planned(string name)
    {
        Requirement.Programs("ip", "dnsmasq", Unpacked + "/usr/lib/netctl/network");
        IReadOnlyList<InterfaceState> states = RenderCases.Of(name);
        RenderedConfig config = NetworkStackCatalog.Find("netctl")!
            .Render(new RenderRequest(RenderCases.Container, states, new FakeRootFs()));
        using var sandbox = new Sandbox(states, config);

        sandbox.Run(Start).MustBe(states, sandbox.Log);
    }
}
