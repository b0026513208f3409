using ContainerNet.Engine.DistroConfig.Detection;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

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
            State = up ? CtNetIfState.Up : CtNetIfState.Down,
        };
    }
}
