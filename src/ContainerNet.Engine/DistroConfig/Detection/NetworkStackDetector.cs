using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Detection;

/// <summary>
/// Finds out what configures the network in a root file system, by what is installed and enabled in it.
/// </summary>
internal static class NetworkStackDetector
{
    private delegate (string Stack, string Reason)? Rule(IRootFsView root, ServiceLinks services, OsRelease release);

    // The first that holds wins: images often have several installed, of which the later ones do nothing.
    private static readonly Rule[] s_rules =
    [
        StackRules.Distribution, StackRules.Netplan, StackRules.NetworkManager, StackRules.Wicked, StackRules.Networkd,
        StackRules.Initscripts, StackRules.Netctl, StackRules.Netifrc, StackRules.Ifup, StackRules.Runit,
        StackRules.NameAlone,
    ];

    public static DetectedStack Detect(IRootFsView root)
    {
        var reasons = new List<string>();
        OsRelease release = ReadRelease(root, reasons);
        var services = new ServiceLinks(root);
        foreach (string unit in new[] { "NetworkManager.service", "systemd-networkd.service", "wicked.service" })
        {
            if (services.IsMasked(unit)) reasons.Add($"{unit} is masked.");
        }

        (string Stack, string Reason)? found =
            s_rules.Select(r => r(root, services, release)).FirstOrDefault(f => f is not null);
        reasons.Add(found?.Reason ?? "No network stack that ContainerNet knows was found.");
        return new DetectedStack
        {
            StackName = found?.Stack,
            DistributionId = release.Id,
            Version = release.Version,
            PrettyName = release.PrettyName,
            Reasons = reasons,
        };
    }

    private static OsRelease ReadRelease(IRootFsView root, List<string> reasons)
    {
        try
        {
            return OsRelease.Read(root);
        }
        catch (ContainerNetException refusal)
        {
            reasons.Add($"os-release was not read: {refusal.Message}");
            return OsRelease.Unknown;
        }
    }
}
