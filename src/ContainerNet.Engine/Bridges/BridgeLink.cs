using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Bridges;

/// <summary>The kernel's part of a bridge: link and addresses.</summary>
internal static class BridgeLink
{
    /// <summary>The alias by which we know a bridge of ours; not as a host veth's, which names a container.</summary>
    public const string Mark = "containernet-bridge";

    public static bool IsOurs(Link link) => link.Kind == "bridge" && link.Alias == Mark;

    /// <summary>Refuses a link of this name that somebody else made.</summary>
    /// <exception cref="ContainerNetException">BridgeNotOurs.</exception>
    public static void RequireOurs(string name, Link? link)
    {
        if (link is not null && !IsOurs(link)) throw BridgeErrors.NotOurs(name, OwnerOf(link));
    }

    /// <summary>Brings the link and its addresses to the desired state; does nothing when they are in it.</summary>
    /// <exception cref="ContainerNetException">The kernel refused, or the link is somebody else's.</exception>
    public static void Bring(BridgeConfig config, RouteNetlink host)
    {
        try
        {
            Link? link = host.GetLink(config.Name);
            RequireOurs(config.Name, link);
            if (link is null) Create(config, host);
            else if (config.Mtu is { } mtu && link.Mtu != mtu) Change(host, new() { Index = link.Index, Mtu = mtu });
            link = host.GetLink(config.Name)!;
            if (IsOpenToRouters(link)) CloseToRouters(link);
            if (!link.IsUp) Change(host, new() { Index = link.Index, Up = true });
            SetAddresses(config, link.Index, host);
        }
        catch (NetlinkException e)
        {
            throw KernelErrors.Translate(e, $"Cannot bring up the bridge {config.Name}", config.Name);
        }
    }

    /// <summary>Removes the link, when it is there and ours.</summary>
    public static void Remove(string name, RouteNetlink host)
    {
        if (host.GetLink(name) is not { } link || !IsOurs(link)) return;
        using NetlinkBatch batch = host.CreateBatch();
        batch.DeleteLink(link.Index);
        try
        {
            host.Execute(batch);
        }
        catch (NetlinkException e) when (e.Errno != Errno.ENODEV)
        {
            throw KernelErrors.Translate(e, $"Cannot remove the bridge {name}", name);
        }
    }

    private static void Create(BridgeConfig config, RouteNetlink host)
    {
        using NetlinkBatch batch = host.CreateBatch();
        batch.CreateBridge(new BridgeRequest
        {
            Name = config.Name,
            Mtu = config.Mtu ?? 0,
            Mac = HardwareAddress(config.Name),
            ForwardDelay = TimeSpan.Zero,
        });
        batch.SetLink(new LinkChange { Name = config.Name, Alias = Mark });
        host.Execute(batch);
    }

    /// <summary>
    /// Whether one router advertisement of a container's would give the host an address and a default route
    /// (CVE-2020-13401 was this in Docker).
    /// </summary>
    public static bool IsOpenToRouters(Link link) => link.Settings.AcceptRouterAdvertisements is not (null or 0);

    private static void CloseToRouters(Link link)
    {
        InterfaceSysctl.Write(AddressFamily.InterNetworkV6, link.Name, "accept_ra", 0);
        InterfaceSysctl.Write(AddressFamily.InterNetworkV6, link.Name, "autoconf", 0);
    }

    // The kernel deletes the addresses of a network together with its first one: what is to stay is looked up after.
    private static void SetAddresses(BridgeConfig config, int index, RouteNetlink host)
    {
        var extra = Requests(host, index)
            .Where(a => !config.Addresses.Contains(new IPInterfaceAddress(a.Address, a.PrefixLength))).ToList();
        foreach (AddressRequest address in extra)
        {
            using NetlinkBatch batch = host.CreateBatch();
            batch.DeleteAddress(address);
            if (host.Send(batch) is [{ Error: { Errno: not Errno.EADDRNOTAVAIL } error }, ..]) throw error;
        }

        var there = Requests(host, index)
            .Select(a => new IPInterfaceAddress(a.Address, a.PrefixLength)).ToHashSet();
        using NetlinkBatch additions = host.CreateBatch();
        foreach (IPInterfaceAddress address in config.Addresses.Where(a => !there.Contains(a)))
        {
            // Without duplicate address detection: on a bridge without ports it would not end.
            additions.AddAddress(Request(address.IPAddress, address.PrefixLength, index));
        }

        host.Execute(additions);
    }

    private static IEnumerable<AddressRequest> Requests(RouteNetlink host, int index) =>
        host.GetAddresses(AddressFamily.Unspecified, index)
            .Where(a => a.Scope == AddressScope.Global && (a.Flags & AddressFlags.Permanent) != 0)
            .Select(a => Request(a.Address, a.PrefixLength, index));

    private static AddressRequest Request(System.Net.IPAddress address, int length, int index) => new()
    {
        LinkIndex = index,
        Address = address,
        PrefixLength = length,
        NoDad = address.AddressFamily == AddressFamily.InterNetworkV6,
    };

    private static void Change(RouteNetlink host, in LinkChange change)
    {
        using NetlinkBatch batch = host.CreateBatch();
        batch.SetLink(in change);
        host.Execute(batch);
    }

    // A bridge without an address of its own takes that of a port, and containers lose their gateway's when it leaves.
    // The same after each reboot, another on each host, and locally administered (IEEE 802: bit 1 of the first byte).
    private static PhysicalAddress HardwareAddress(string name)
    {
        const string identity = "/etc/machine-id";
        string host = File.Exists(identity) ? File.ReadAllText(identity).Trim() : Environment.MachineName;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{host}/{name}"));
        hash[0] = (byte)(hash[0] & 0xFC | 0x02);
        return new PhysicalAddress(hash[..6]);
    }

    private static string OwnerOf(Link link) => link.Name switch
    {
        _ when link.Kind is null => "another program: it is not a bridge",
        _ when link.Kind != "bridge" => $"another program: it is a {link.Kind}",
        "docker0" => "Docker",
        _ when link.Name.StartsWith("br-", StringComparison.Ordinal) && link.Name.Length == 15 => "Docker",
        _ when link.Name.StartsWith("virbr", StringComparison.Ordinal) => "libvirt",
        "lxcbr0" => "lxc-net",
        "lxdbr0" or "incusbr0" => "LXD or Incus",
        _ => "another program",
    };
}
