using ContainerNet.Engine.DistroConfig.Guix;
using ContainerNet.Engine.DistroConfig.Ifcfg;
using ContainerNet.Engine.DistroConfig.Ifupdown;
using ContainerNet.Engine.DistroConfig.IfupdownNg;
using ContainerNet.Engine.DistroConfig.Netctl;
using ContainerNet.Engine.DistroConfig.Netifrc;
using ContainerNet.Engine.DistroConfig.Netplan;
using ContainerNet.Engine.DistroConfig.NetworkManager;
using ContainerNet.Engine.DistroConfig.Networkd;
using ContainerNet.Engine.DistroConfig.NixOs;
using ContainerNet.Engine.DistroConfig.Slackware;
using ContainerNet.Engine.DistroConfig.Void;
using ContainerNet.Engine.DistroConfig.Wicked;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.DistroConfig;

/// <summary>All network stacks that can be written for.</summary>
internal static class NetworkStackCatalog
{
    public static IReadOnlyList<INetworkStack> All { get; } =
    [
        new IfupdownStack(), new IfupdownNgStack(), new NetplanStack(), new NetworkdStack(),
        new KeyfileStack(), new IfcfgStack(), new NixOsStack(), new WickedStack(), new NetifrcStack(),
        new NetctlStack(), new VoidStack(), new SlackwareStack(), new GuixStack(),
    ];

    /// <summary>Their names, as -NetworkStack takes them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Name)];

    /// <summary>A stack by the name that users give; null when there is none of that name.</summary>
    public static INetworkStack? Find(string name) =>
        All.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));
}
