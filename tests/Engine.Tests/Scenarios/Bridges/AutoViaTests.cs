using System.Diagnostics;

namespace ContainerNet.Engine.Tests.Scenarios.Bridges;

/// <summary>Interconnects from the pool, and the host's settings.</summary>
public sealed class AutoViaTests
{
    private static readonly IPVersion[] s_both = [IPVersion.IPv4, IPVersion.IPv6];

    [RootFact]
    public void Each_interface_gets_the_next_free_network_of_both_families()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.IpDo("link add other type veth peer name otherpeer");
        host.IpDo("addr add 10.100.0.5/30 dev other");
        Assert.Equal("10.100.0.0/30 fd00:c7::/126", Via(host, New(c, "eth0", s_both)));
        Assert.Equal("10.100.0.8/30", Via(host, New(c, "eth1", [IPVersion.IPv4])));
        Assert.Equal("fd00:c7::4/126", Via(host, New(c, "eth2", [IPVersion.IPv6])));
        Assert.Equal("10.9.9.0/30 fd00:c7::8/126", Via(host, New(c, "eth3", s_both, "10.9.9.0/30")));
        host.Apply(new RemoveInterface(c, "eth0"));
        Assert.Equal("10.100.0.0/30 fd00:c7::/126", Via(host, New(c, "eth4", s_both)));
    }

    [RootFact]
    public void Said_twice_it_keeps_what_it_gave_and_adds_what_is_missing()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Apply(New(c, "eth0", [IPVersion.IPv4]), Wish.Routed(c, "eth1", "10.9.9.0/30"));
        InterfaceSettings auto = Auto(s_both);
        Assert.Equal("10.100.0.0/30 fd00:c7::/126", Via(host, Wish.Set(c, "eth0", auto)));
        Assert.Equal("10.100.0.0/30 fd00:c7::/126", Via(host, Wish.Set(c, "eth0", auto)));
        Assert.Equal("10.100.0.4/30 fd00:c7::4/126", Via(host, Wish.Set(c, "eth1", auto)));
        host.Apply(Wish.Bridged(c, "eth2", "br0", dhcp: true));
        Assert.Equal("InterfaceIsBridged", host.Refused(Wish.Set(c, "eth2", auto)).ErrorId);
    }

    [RootFact]
    public void The_pools_and_the_default_bridge_are_settings()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        CtNetOption options = host.GetOptions();
        Assert.Equal("10.100.0.0/16", $"{options.InterconnectPoolV4}");
        Assert.Equal(host.Options.StateDirectory, options.StateDirectory);
        Assert.Equal("lxcbr0", options.DefaultBridge);

        host.SetOptions(Pools("10.55.0.0/29", "none"));
        options = host.SetOptions(new OptionSettings { DefaultBridge = "br7" });
        Assert.Equal(("10.55.0.0/29", "none"), ($"{options.InterconnectPoolV4}", $"{options.InterconnectPoolV6}"));
        host.Apply(Wish.Bridged(c, "eth9", link: null, dhcp: true));
        Assert.Equal("br7", host.Interface(c, "eth9").Link);
        Assert.Equal("10.55.0.0/30", Via(host, New(c, "eth0", s_both)));
        Assert.Equal("10.55.0.4/30", Via(host, New(c, "eth1", s_both)));
        Assert.Equal("InterconnectPoolExhausted", host.Refused(New(c, "eth2", s_both)).ErrorId);
        Assert.Equal("NoInterconnectPool", host.Refused(New(c, "eth2", [IPVersion.IPv6])).ErrorId);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => host.SetOptions(Pools("fd00::/64", null)));
        Assert.Equal("AddressFamilyMismatch", error.ErrorId);
    }

    [RootFact]
    public void Twenty_processes_at_once_never_get_the_same_network()
    {
        using var host = new TestHost();
        string[] names = [.. Enumerable.Range(0, 20).Select(_ => host.NewName())];
        host.Apply(names.Select(n => new NewContainer(n)));
        Process[] processes = [.. names.Select(n => host.StartChild(MakeFive, n))];
        List<string> given = [];
        foreach (Process process in processes)
        {
            using (process)
            {
                given.AddRange(process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
                string errors = process.StandardError.ReadToEnd();
                process.WaitForExit();
                Assert.True(process.ExitCode == 0, errors);
            }
        }

        Assert.Equal(200, given.Count);
        Assert.Equal(200, given.Distinct().Count());
        Assert.Contains("10.100.1.140/30", given);
    }

    private static void MakeFive(EngineSession session, string[] arguments)
    {
        foreach (int i in Enumerable.Range(0, 5))
        {
            CtNetIf made = session.Apply(New(arguments[0], $"eth{i}", s_both)).Single().Interface!;
            foreach (Interconnect via in made.Via) Console.WriteLine(via);
        }
    }

    private static NewInterface New(string c, string name, IPVersion[] auto, params string[] via) =>
        new(c, name, CtNetIfType.Routed) { Settings = Auto(auto, via) };

    private static InterfaceSettings Auto(IPVersion[] auto, params string[] via) =>
        new() { AutoVia = auto, Via = [.. via.Select(Interconnect.Parse)] };

    private static OptionSettings Pools(string v4, string? v6) => new()
    {
        InterconnectPoolV4 = InterconnectPool.Parse(v4),
        InterconnectPoolV6 = v6 is null ? null : InterconnectPool.Parse(v6),
    };

    private static string Via(TestHost host, CtChange change) =>
        string.Join<Interconnect>(' ', host.Apply(change).Single().Interface!.Via);
}
