using System.Net.Sockets;
using ContainerNet.Engine.Firewall;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Whether the host's packet filter lets through what is forwarded for containers, and the rules that do.</summary>
internal sealed class Forwarding(ContainerStore store, OptionStore options)
{
    private const string Subject = "forwarding";

    /// <summary>Whether a finding is one of those here.</summary>
    public static bool IsAbout(CtNetIfFinding finding) => finding is { Where: "host", What: Subject };

    /// <summary>The chains that drop it, a finding each; told of the first of the containers.</summary>
    /// <param name="running">The containers that run.</param>
    /// <param name="host">The host.</param>
    public IReadOnlyList<CtNetIfFinding> Find(IReadOnlyList<ContainerConfig> running, HostView host)
    {
        ForwardedLink[] links = [.. LinksOf(running, host).Where(l => l.IsPort || l.Versions.Count > 0)];
        if (links.Length == 0) return [];
        Ruleset ruleset = HostFilter.Read();
        var path = new ForwardPath(ruleset);
        var ways = new Ways(host);
        var found = new List<CtNetIfFinding>();
        foreach (FilterChain chain in ruleset.Forwarding)
        {
            string[] dropped =
                [.. links.Where(l => ForwardRules.IsDropped(path, chain, l, ways.Of)).Select(l => l.Target).Distinct()];
            if (dropped.Length == 0) continue;
            found.Add(Finding(chain.Place, chain.DropsTheRest, dropped, running[0].Name, options.Read().ForwardAccept));
        }

        return found;
    }

    /// <summary>Whether the rules that the settings ask for are in force.</summary>
    public bool IsAsWanted(NetOptions settings, HostView host)
    {
        // Without the setting ours are gone since it was taken back, and nobody else makes any.
        if (!settings.ForwardAccept) return true;
        Ruleset ruleset = HostFilter.Read();
        return IsAsWanted(ruleset, Wanted(ruleset, settings, host), host);
    }

    /// <summary>Puts the rules in force that the settings ask for; without the setting, there are none.</summary>
    /// <exception cref="ContainerNetException">ToolMissing or ToolFailed.</exception>
    public void Bring(NetOptions settings)
    {
        using var host = new HostView();
        Ruleset ruleset = HostFilter.Read();
        HashSet<ForwardRule> wanted = Wanted(ruleset, settings, host);
        if (!IsAsWanted(ruleset, wanted, host)) HostFilter.Bring(ruleset, wanted);
    }

    /// <summary>The same after a change of interfaces, which stands whether the packet filter can follow or not.</summary>
    public void Follow(IEnumerable<CtChange> changes, NetOptions settings, ICtObserver observer)
    {
        bool concerns = settings.ForwardAccept
            && changes.Any(c => c is NewInterface or SetInterface or RemoveInterface or RemoveContainer);
        if (!concerns) return;
        try
        {
            Bring(settings);
        }
        catch (ContainerNetException e)
        {
            observer.Warning(e.Message);
        }
    }

    /// <summary>Why a chain that drops is not opened by a repair.</summary>
    public static ContainerNetException NotAskedFor(CtNetIfFinding finding) => new(
        "ForwardingDropped", CtErrorKind.InvalidOperation,
        $"Forwarding is not repaired unasked: {finding.Actual}.", finding.Container,
        "Set-CtNetOption -ForwardAccept lets through what is forwarded for containers; or have the firewall do so.");

    // Rules that stand behind one that drops are wrong too, where they are as they should be.
    private static bool IsAsWanted(Ruleset ruleset, HashSet<ForwardRule> wanted, HostView host)
    {
        List<ForwardRule> present = [.. ForwardRules.Present(ruleset).Select(r => r.Rule)];
        if (present.Count != wanted.Count || !wanted.SetEquals(present)) return false;
        var path = new ForwardPath(ruleset);
        var ways = new Ways(host);
        return !wanted.Any(w => ruleset.Forwarding.Any(
            c => ForwardRules.PlaceIn(ruleset, c) == w.Chain && ForwardRules.IsDropped(path, c, AsLink(w), ways.Of)));
    }

    private static ForwardedLink AsLink(ForwardRule rule) =>
        rule.Pattern.EndsWith('*') ? ForwardedLink.Any : ForwardedLink.Any with { Name = rule.Pattern };

    private HashSet<ForwardRule> Wanted(Ruleset ruleset, NetOptions settings, HostView host)
    {
        if (!settings.ForwardAccept) return [];

        // A bridge that is not there yet may get addresses of both families.
        IPVersion[] both = [IPVersion.IPv4, IPVersion.IPv6];
        IEnumerable<ForwardedLink> links = store.ReadAll().Containers
            .SelectMany(c => c.Interfaces.SelectMany(i => ForwardedLink.Of(c.Name, i, _ => both)))
            .Select(l => l.IsPort ? l : l with { Versions = both });
        return ForwardRules.Wanted(ruleset, [ForwardedLink.Any, .. links], new Ways(host).Of);
    }

    private static IEnumerable<ForwardedLink> LinksOf(IEnumerable<ContainerConfig> containers, HostView host)
    {
        var bridges = new Dictionary<string, IReadOnlyList<IPVersion>>(StringComparer.Ordinal);
        return containers.SelectMany(c => c.Interfaces.SelectMany(i => ForwardedLink.Of(c.Name, i, Bridged)));

        IReadOnlyList<IPVersion> Bridged(string bridge)
        {
            if (bridges.TryGetValue(bridge, out IReadOnlyList<IPVersion>? known)) return known;
            Link? link = host.Find(bridge);
            return bridges[bridge] =
            [
                .. new[] { IPVersion.IPv4, IPVersion.IPv6 }.Where(v => link is not null
                    && (BridgeFilter.IsOn(v) || host.FirstGlobalAddress(bridge, v) is not null)),
            ];
        }
    }

    private static CtNetIfFinding Finding(
        ChainPlace chain, bool byPolicy, string[] dropped, string container, bool open)
    {
        string of = dropped.Length switch
        {
            1 => dropped[0],
            2 => $"{dropped[0]} and {dropped[1]}",
            _ => $"{dropped[0]}, {dropped[1]} and {dropped.Length - 2} more",
        };
        string how = byPolicy ? "by its policy" : "by a rule";
        string remedy = open ? "" : "; Set-CtNetOption -ForwardAccept lets it through";
        return new CtNetIfFinding
        {
            Container = container,
            Interface = "",
            Where = "host",
            What = Subject,
            Expected = $"let through by {chain.Words}",
            Actual = $"{chain.Words} drops what is forwarded for {of}, {how}{remedy}",
            Severity = open ? CtSeverity.Error : CtSeverity.Warning,
            Repairable = open,
        };
    }

    /// <summary>The host's ways out, looked at when first asked for.</summary>
    private sealed class Ways(HostView host)
    {
        private readonly Dictionary<IPVersion, IReadOnlyList<string>> _known = [];

        public IReadOnlyList<string> Of(IPVersion version)
        {
            if (_known.TryGetValue(version, out IReadOnlyList<string>? known)) return known;
            AddressFamily family = version == IPVersion.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
            return _known[version] = host.Uplinks(family);
        }
    }
}
