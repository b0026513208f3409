using System.Text;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>Writes a container's file: always the same keys in the same order, one address a line.</summary>
internal static class ConfigWriter
{
    public static byte[] Write(ContainerConfig container)
    {
        var yaml = new YamlText();
        yaml.BeginMapping();
        yaml.Key("runtime").Text(container.Runtime);
        if (container.RootFs is not null) yaml.Key("rootfs").Text(container.RootFs);
        if (container.Init.Count > 0)
        {
            yaml.Key("init").Sequence(container.Init, yaml.Text, YamlDotNet.Core.Events.SequenceStyle.Flow);
        }

        if (container.NetworkStack is not null) yaml.Key("network_stack").Text(container.NetworkStack);
        yaml.Key("net_interfaces").Sequence(container.Interfaces, i => Interface(yaml, i));
        yaml.Unknown(container.Unknown);
        yaml.EndMapping();
        return Encoding.UTF8.GetBytes(yaml.Finish());
    }

    private static void Interface(YamlText yaml, InterfaceConfig config)
    {
        yaml.BeginMapping();
        yaml.Key("type").Plain(config.Type == CtNetIfType.Bridge ? "bridge" : "routed");
        yaml.Key("name").Text(config.Name);
        yaml.Key("host_interface").Text(config.HostInterface);
        if (config.Type == CtNetIfType.Bridge) yaml.Key("link").Text(config.Link!);
        if (config.Mac is null) yaml.Key("hwaddr").Plain("null");
        else yaml.Key("hwaddr").Quoted(config.Mac.ToString());
        if (config.Mtu is { } mtu) yaml.Key("mtu").Number(mtu);
        yaml.Key("max_tx").Number(config.MaxTx.BitsPerSecond);
        yaml.Key("max_rx").Number(config.MaxRx.BitsPerSecond);
        yaml.Key("tx_queues").Number(config.TxQueues);
        yaml.Key("rx_queues").Number(config.RxQueues);
        if (config.Type == CtNetIfType.Bridge) Bridge(yaml, config);
        else Via(yaml, config);
        yaml.Key("ip_addresses");
        Families(yaml, v => yaml.Words(config.Addresses(v), a => a.ToString(), _ => { }));
        if (config.Type == CtNetIfType.Routed)
        {
            yaml.Key("routes");
            Families(yaml, v =>
            {
                var held = new SortedAddresses(config.Addresses(v));
                yaml.Words(config.Routes(v), r => RouteYaml.Word(r, held), r => RouteYaml.Write(yaml, r));
            });
        }

        yaml.Unknown(config.Unknown);
        yaml.EndMapping();
    }

    private static void Bridge(YamlText yaml, InterfaceConfig config)
    {
        yaml.Key("dhcp").Plain(config.Dhcp ? "true" : "false");
        yaml.Key("gateways");
        Families(yaml, v => yaml.Address(config.Gateway(v).ToString()));
    }

    private static void Via(YamlText yaml, InterfaceConfig config)
    {
        if (config.IsLinkScope) return;
        yaml.Key("via");
        yaml.BeginMapping();
        if (config.ViaV4 is not null) yaml.Key("v4").Plain(config.ViaV4.ToString());
        if (config.ViaV6 is not null) yaml.Key("v6").Plain(config.ViaV6.ToString());
        yaml.EndMapping();
    }

    private static void Families(YamlText yaml, Action<IPVersion> write)
    {
        yaml.BeginMapping();
        yaml.Key("v4");
        write(IPVersion.IPv4);
        yaml.Key("v6");
        write(IPVersion.IPv6);
        yaml.EndMapping();
    }
}
