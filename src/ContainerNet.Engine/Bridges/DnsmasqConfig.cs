using System.Net;
using System.Text;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Bridges;

/// <summary>What dnsmasq reads for a bridge (dnsmasq(8)). Pure.</summary>
internal static class DnsmasqConfig
{
    private const string LeaseTime = "24h";

    /// <param name="config">The bridge.</param>
    /// <param name="linkIndex">Its link: a server is bound to that, and one for another link replaces it.</param>
    /// <param name="leaseFile">Where leases are kept.</param>
    /// <param name="pidFile">Where it writes its process id.</param>
    /// <param name="user">Whom it runs as; null keeps its own default.</param>
    public static string Write(BridgeConfig config, int linkIndex, string leaseFile, string pidFile, string? user)
    {
        var text = new StringBuilder();
        Add(text, $"# Written by ContainerNet for link {linkIndex}, and replaced when it changes.");
        Add(text, $"interface={config.Name}");
        Add(text, "except-interface=lo");

        // Only the addresses of the bridge, also when they change: other servers on the host keep theirs.
        Add(text, "bind-dynamic");
        Add(text, $"pid-file={pidFile}");
        if (user is not null) Add(text, $"user={user}");
        Dns(text, config);
        Leases(text, config, leaseFile);
        Advertisements(text, config);
        return text.ToString();
    }

    private static void Dns(StringBuilder text, BridgeConfig config)
    {
        // The host's own names, as 127.0.1.1 for itself, are no use in a container.
        Add(text, "no-hosts");
        Add(text, "domain-needed");
        Add(text, "bogus-priv");
        if (config.DnsServers.Count == 0) return;
        Add(text, "no-resolv");
        foreach (IPAddress server in config.DnsServers) Add(text, $"server={server}");
    }

    private static void Leases(StringBuilder text, BridgeConfig config, string leaseFile)
    {
        if (config.LeaseRange is not { } range) return;
        IPInterfaceAddress address = config.LeaseAddress!;
        IPAddress mask = IPText.FromNumber(IPText.Mask(address.PrefixLength, 32), IPVersion.IPv4);
        Add(text, $"dhcp-range={range.First},{range.Last},{mask},{LeaseTime}");
        Add(text, $"dhcp-option=option:router,{address.IPAddress}");
        Add(text, $"dhcp-option=option:dns-server,{address.IPAddress}");
        if (config.Mtu is { } mtu) Add(text, $"dhcp-option=option:mtu,{mtu}");
        Add(text, "dhcp-authoritative");
        Add(text, "dhcp-no-override");
        Add(text, $"dhcp-lease-max={Math.Min(range.GetCount(), 1 << 20)}");
        Add(text, $"dhcp-leasefile={leaseFile}");

        // A client by that name would be taken for the proxy of all others (CERT VU#598349).
        Add(text, "dhcp-name-match=set:wpad-ignore,wpad");
        Add(text, "dhcp-ignore-names=tag:wpad-ignore");
    }

    private static void Advertisements(StringBuilder text, BridgeConfig config)
    {
        IPInterfaceAddress[] addresses = [.. config.AdvertisedAddresses];
        if (addresses.Length == 0) return;
        Add(text, "enable-ra");
        foreach (IPInterfaceAddress address in addresses)
        {
            Add(text, $"dhcp-range={address.GetNetwork().BaseAddress},ra-stateless,64,{LeaseTime}");
        }

        Add(text, $"dhcp-option=option6:dns-server,{string.Join(',', addresses.Select(a => $"[{a.IPAddress}]"))}");
        if (config.LeaseRange is null) Add(text, "leasefile-ro");
    }

    private static void Add(StringBuilder text, string line) => text.Append(line).Append('\n');
}
