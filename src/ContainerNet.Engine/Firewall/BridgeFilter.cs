namespace ContainerNet.Engine.Firewall;

/// <summary>
/// br_netfilter: with it what a bridge forwards goes through the chains of IP too, as Docker and others have it.
/// </summary>
internal static class BridgeFilter
{
    public static bool IsOn(IPVersion version)
    {
        string file = $"/proc/sys/net/bridge/bridge-nf-call-{(version == IPVersion.IPv4 ? "ip" : "ip6")}tables";
        return File.Exists(file) && File.ReadAllText(file).Trim() != "0";
    }
}
