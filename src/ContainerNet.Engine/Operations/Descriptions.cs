using ContainerNet.Engine.DistroConfig.Detection;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>The objects that users see, from what the engine has.</summary>
internal static class Descriptions
{
    /// <summary>A container.</summary>
    /// <param name="config">Its desired state.</param>
    /// <param name="facts">Its runtime's word.</param>
    /// <param name="found">What a look into its root file system told; null when there is none.</param>
    public static Ct Of(ContainerConfig config, RuntimeFacts facts, DetectedStack? found) => new()
    {
        Name = config.Name,
        Runtime = config.Runtime,
        State = facts.State,
        RootFs = facts.RootFs ?? config.RootFs,
        InitPid = facts.InitPid,
        Distribution = found is null ? null : $"{found.DistributionId} {found.Version}".Trim(),
        NetworkStack = config.NetworkStack ?? found?.StackName,
    };

    /// <summary>An interface.</summary>
    public static CtNetIf Of(ContainerConfig container, InterfaceConfig config, bool up)
    {
        bool bridged = config.Type == CtNetIfType.Bridge;
        return new CtNetIf
        {
            Container = container.Name,
            Name = config.Name,
            Type = config.Type,
            Link = config.Link,
            Via = new[] { config.ViaV4, config.ViaV6 }.OfType<Interconnect>().ToArray(),
            Dhcp = bridged ? config.Dhcp : null,
            GatewayV4 = bridged ? config.GatewayV4 : null,
            GatewayV6 = bridged ? config.GatewayV6 : null,
            MacAddress = config.Mac,
            Mtu = config.Mtu,
            HostInterface = config.HostInterface,
            TxQueues = config.TxQueues,
            RxQueues = config.RxQueues,
            MaxTx = config.MaxTx,
            MaxRx = config.MaxRx,
            Addresses = [.. config.AddressesV4, .. config.AddressesV6],
            Auto = HostVethName.IsChosen(container.Name, config) ? CtAuto.None : CtAuto.HostInterface,
            State = up ? CtNetIfState.Up : CtNetIfState.Down,
        };
    }

    /// <summary>An interface whose container runs: what nobody asked for as the kernel has it, told apart from a
    /// wish.</summary>
    /// <param name="described">The wishes.</param>
    /// <param name="inside">The container's end.</param>
    public static CtNetIf WithChoices(CtNetIf described, Link inside)
    {
        byte[] seen = inside.Mac.GetAddressBytes();
        bool mac = described.MacAddress is null && seen.Length == 6;
        bool mtu = described.Mtu is null;
        return described with
        {
            MacAddress = mac ? MacAddress.Parse(BitConverter.ToString(seen)) : described.MacAddress,
            Mtu = described.Mtu ?? inside.Mtu,
            Auto = described.Auto | (mac ? CtAuto.MacAddress : CtAuto.None) | (mtu ? CtAuto.Mtu : CtAuto.None),
        };
    }

    /// <summary>A route, with the way that it takes when nobody said one.</summary>
    public static CtNetIfRoute Of(ContainerConfig container, InterfaceConfig config, RouteConfig route)
    {
        Interconnect? way = route.Via is null ? config.Via(Prefix.Version(route.Destination)) : null;
        return new CtNetIfRoute
        {
            Container = container.Name,
            Interface = config.Name,
            Destination = route.Destination,
            Via = route.Via ?? way?.ContainerAddress.IPAddress,
            Table = route.Table == 0 ? null : route.Table,
            Auto = way is null ? CtAuto.None : CtAuto.Via,
        };
    }
}
