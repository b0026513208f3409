using System.Reflection;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>The text of a container's file: what is written, and what is read.</summary>
public sealed class ConfigTextTests
{
    private const string Golden = """
        runtime: NetNs
        rootfs: "/srv/web 01/rootfs"
        init: [/sbin/init, "--say", "a b\n\"ž\"", "yes", ""]
        network_stack: systemd-networkd
        net_interfaces:
        - type: bridge
          name: eth0
          host_interface: veth11111111
          link: lxcbr0
          hwaddr: "52:54:00:12:34:56"
          mtu: 1400
          max_tx: 100000000
          max_rx: 18446744073709551615
          tx_queues: 2
          rx_queues: 3
          dhcp: false
          gateways:
            v4: 10.0.3.1
            v6: none
          ip_addresses:
            v4:
            - 10.0.3.9/24
            - 10.0.3.8/24
            v6:
            - 2001:db8::9/64
        - type: routed
          name: eth1
          host_interface: veth22222222
          hwaddr: null
          max_tx: 0
          max_rx: 0
          tx_queues: 1
          rx_queues: 1
          via:
            v4: 10.100.10.100/30
            v6: 2001:db8:100::/126
          ip_addresses:
            v4:
            - 1.2.3.4/32
            - 10.5.5.1/24
            v6:
            - 2001:db8:9::2/128
          routes:
            v4:
            - 1.2.3.4/32
            - {address: 10.5.5.0/24, static: true}
            - {address: 10.9.0.0/16, via: 1.2.3.4}
            - {address: 10.10.0.0/16, via: 1.2.3.4, static: false}
            - {address: 10.11.0.0/16, static: false}
            - {address: 0.0.0.0/0, table: 100}
            - {address: 10.9.0.0/16, via: 1.2.3.4, table: 4294967295}
            v6:
            - {address: '2001:db8:aa::/48', via: "2001:db8:9::2"}
        - type: routed
          name: eth2
          host_interface: veth33333333
          hwaddr: null
          max_tx: 0
          max_rx: 0
          tx_queues: 1
          rx_queues: 1
          ip_addresses:
            v4: []
            v6: []
          routes:
            v4: []
            v6: []

        """;

    [Fact]
    public void The_text_is_what_a_person_would_write() => Assert.Equal(Golden, Samples.Yaml(Samples.Full()));

    [Fact]
    public void Every_field_comes_back()
    {
        ContainerConfig back = Samples.Parse(Golden);
        ContainerConfig full = Samples.Full();
        Assert.Equivalent(full.Init, back.Init, strict: true);
        Assert.Equal((full.Runtime, full.RootFs, full.NetworkStack), (back.Runtime, back.RootFs, back.NetworkStack));
        Assert.Equal(full.Interfaces.Count, back.Interfaces.Count);
        foreach ((InterfaceConfig one, InterfaceConfig other) in full.Interfaces.Zip(back.Interfaces))
        {
            foreach (PropertyInfo property in typeof(InterfaceConfig).GetProperties())
            {
                Assert.Equal(property.GetValue(one), property.GetValue(other));
            }
        }
    }
}
