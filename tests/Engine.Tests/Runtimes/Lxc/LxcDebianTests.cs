using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>The same in a Debian that debootstrap made.</summary>
public sealed class LxcDebianTests
{
    [RootFact]
    public void A_Debian_with_a_plain_program_as_init_is_reached_by_its_IPs() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewDebian("lxd1");
        container.Interfaces.Add(Interfaces.Seed());
        host.Runtime.Start(container, host.Prepare(container), default);
        RoutedAsserts.IsSeed(host, container);
        Assert.Contains("default via 10.100.10.101 dev eth0 proto static src 1.2.3.4",
            Shell.Run($"lxc-attach -n lxd1 -P {host.LxcPath} -- ip route"));
        string root = host.Runtime.Inspect(container).RootFs!;
        Assert.Contains("ID=debian", File.ReadAllText($"{root}/etc/os-release"));
        host.Runtime.Stop(container, default);
    });
}
