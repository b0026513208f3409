using System.Net;
using System.Text;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Bridges;

/// <summary>The NAT of all bridges as nftables has it: one table of ours, one chain a bridge. Pure.</summary>
internal static class NatRules
{
    public const string Table = "inet containernet";

    /// <summary>
    /// The whole table in one transaction of the kernel's, whatever was there before; without any rule, no table.
    /// Connections that are up keep their translation.
    /// </summary>
    public static string Write(IReadOnlyList<BridgeConfig> bridges)
    {
        // To delete it, it must be there.
        var text = new StringBuilder($"table {Table}\ndelete table {Table}\n");
        BridgeConfig[] masqueraded = [.. bridges.Where(b => b.MasqueradedNetworks.Any())];
        if (masqueraded.Length == 0) return text.ToString();
        text.Append($"table {Table} {{\n");
        foreach (BridgeConfig bridge in masqueraded) Chain(text, bridge);
        return text.Append("}\n").ToString();
    }

    /// <summary>The comments of all rules, by which they are known again.</summary>
    public static HashSet<string> Comments(IReadOnlyList<BridgeConfig> bridges) => bridges
        .SelectMany(b => b.MasqueradedNetworks.Select(n => Comment(b, n)))
        .ToHashSet(StringComparer.Ordinal);

    private static void Chain(StringBuilder text, BridgeConfig bridge)
    {
        // 100 is srcnat, a word that older versions of nft do not know.
        text.Append($"    chain nat-{bridge.Name} {{\n");
        text.Append("        type nat hook postrouting priority 100; policy accept;\n");
        foreach (IPNetwork network in bridge.MasqueradedNetworks)
        {
            string family = Prefix.Version(network) == IPVersion.IPv4 ? "ip" : "ip6";
            text.Append($"        {family} saddr {network} {family} daddr != {network} oifname != \"{bridge.Name}\" ");
            text.Append($"masquerade comment \"{Comment(bridge, network)}\"\n");
        }

        text.Append("    }\n");
    }

    private static string Comment(BridgeConfig bridge, IPNetwork network) => $"{network} of {bridge.Name}";
}
