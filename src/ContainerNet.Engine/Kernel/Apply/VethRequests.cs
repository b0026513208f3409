using System.Net.NetworkInformation;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>The request that makes a veth pair and sets all that can be set with it.</summary>
internal static class VethRequests
{
    public static VethRequest Of(CreateVeth op, KernelSession session)
    {
        InterfaceState state = op.Interface;
        var peer = new VethPeer
        {
            Name = state.Container.Name,
            Namespace = session.PeerNamespace(op.Link),
            TxQueues = state.TxQueues,
            RxQueues = state.RxQueues,
        };
        foreach (LinkSetting setting in state.Container.Settings)
        {
            if (setting.ComesWithPair(Side.Container)) peer = With(peer, setting);
        }

        // A queue that one end sends by, the other receives by.
        var request = new VethRequest
        {
            Name = op.Link,
            Group = session.LinkGroup,
            TxQueues = state.RxQueues,
            RxQueues = state.TxQueues,
            Peer = peer,
        };
        Ipv4Settings ipv4 = default;
        foreach (LinkSetting setting in state.Host.Settings)
        {
            if (!setting.ComesWithPair(Side.Host)) continue;
            if (setting is Ipv4ConfSetting conf) ipv4.Add(OpRequests.SettingOf(conf.Key), conf.Value);
            else request = With(request, setting, session);
        }

        return request with { Ipv4 = ipv4 };
    }

    private static VethPeer With(VethPeer peer, LinkSetting setting) => setting switch
    {
        MacSetting mac => peer with { Mac = new PhysicalAddress(mac.Address.GetBytes()) },
        MtuSetting mtu => peer with { Mtu = mtu.Bytes },
        QueueSetting queues => peer with { TxQueues = queues.Tx, RxQueues = queues.Rx },
        _ => throw new ArgumentException($"No pair is made with {setting.Name}.", nameof(setting)),
    };

    private static VethRequest With(VethRequest request, LinkSetting setting, KernelSession session) => setting switch
    {
        AliasSetting alias => request with { Alias = alias.Text },
        MacSetting mac => request with { Mac = new PhysicalAddress(mac.Address.GetBytes()) },
        MtuSetting mtu => request with { Mtu = mtu.Bytes },
        MasterSetting master => request with { MasterIndex = session.FindIndex(Side.Host, master.Bridge) ?? 0 },
        Ipv6ConfSetting { Key: Ipv6ConfSetting.AddressGeneration } => request with { NoAddrGen = true },
        UpSetting => request with { Up = true },
        _ => throw new ArgumentException($"No pair is made with {setting.Name}.", nameof(setting)),
    };
}
