using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Interfaces that the user wrote into LXC's configuration.</summary>
internal static class LxcForeignInterfaces
{
    /// <summary>The interfaces, with the names that they will have.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="config">Its configuration.</param>
    public static IReadOnlyList<CtNetIf> Of(string container, LxcConfig config)
    {
        var found = new List<CtNetIf>();
        foreach (LxcNetEntry entry in config.Net.Where(n => n.IsInterface))
        {
            bool bridged = entry.Type == "veth" && entry.Link is not null;
            found.Add(new CtNetIf
            {
                Container = container,
                Name = entry.Name ?? KernelName(entry, found),
                Type = bridged ? CtNetIfType.Bridge : CtNetIfType.Other,
                Link = entry.Link,
                MacAddress = entry.Mac,
                Mtu = entry.Mtu,
                HostInterface = entry.HostInterface,
                Addresses = [.. entry.AddressesV4, .. entry.AddressesV6],
                Managed = false,
            });
        }

        return found;
    }

    // A physical link keeps its name; the others become eth%d, which the kernel makes the first free one.
    private static string KernelName(LxcNetEntry entry, List<CtNetIf> before)
    {
        if (entry.Type == "phys") return entry.Link ?? $"(lxc.net.{entry.Index})";
        int number = 0;
        while (before.Exists(i => i.Name == $"eth{number}")) number++;
        return $"eth{number}";
    }
}
