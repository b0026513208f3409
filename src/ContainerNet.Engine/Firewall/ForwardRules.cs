using System.Text;

namespace ContainerNet.Engine.Firewall;

/// <summary>A rule of ours: accept what comes in, or leaves, by links.</summary>
/// <param name="Chain">Where it stands.</param>
/// <param name="Incoming">Which of the two.</param>
/// <param name="Pattern">The links: a name, or the beginning of one with a star.</param>
internal sealed record ForwardRule(ChainPlace Chain, bool Incoming, string Pattern);

/// <summary>
/// The rules that let through what is forwarded for containers: an accept in one chain of a hook does not keep another
/// one from dropping (nft(8), "accept"), so that they stand at the beginning of each chain that would. Pure.
/// </summary>
internal static class ForwardRules
{
    /// <summary>By this comment they are known.</summary>
    public const string Mark = "containernet";

    // Docker leaves this one, which is asked first, to the administrator, and never changes it.
    private const string UsersChain = "DOCKER-USER";

    public static bool IsOurs(FilterRule rule) => rule.Comment == Mark;

    /// <summary>The rules that there shall be.</summary>
    /// <param name="ruleset">The packet filter as it is.</param>
    /// <param name="links">The links of containers.</param>
    /// <param name="ways">The links that packets of a family may leave by.</param>
    public static HashSet<ForwardRule> Wanted(
        Ruleset ruleset, IReadOnlyList<ForwardedLink> links, Func<IPVersion, IReadOnlyList<string>> ways)
    {
        var path = new ForwardPath(ruleset, IsOurs);
        var wanted = new HashSet<ForwardRule>();
        foreach (FilterChain chain in ruleset.Forwarding)
        {
            ChainPlace place = PlaceIn(ruleset, chain);
            foreach (ForwardedLink link in links.DistinctBy(l => (l.Pattern, l.IsPort)))
            {
                if (!IsDropped(path, chain, link, ways)) continue;
                wanted.Add(new ForwardRule(place, true, link.Pattern));
                wanted.Add(new ForwardRule(place, false, link.Pattern));
            }
        }

        return wanted;
    }

    /// <summary>The rules of ours that there are.</summary>
    public static IEnumerable<(ForwardRule Rule, FilterRule Found)> Present(Ruleset ruleset) =>
        from chain in ruleset.Chains
        from rule in chain.Rules
        where IsOurs(rule)
        let link = rule.Conditions.OfType<LinkCondition>().FirstOrDefault()
        select (new ForwardRule(chain.Place, link?.Incoming == true, string.Join(',', link?.Links ?? [])), rule);

    /// <summary>Whether a chain surely drops what a link's containers send.</summary>
    public static bool IsDropped(
        ForwardPath path, FilterChain chain, ForwardedLink link, Func<IPVersion, IReadOnlyList<string>> ways)
    {
        // Where packets leave by plays no part in most filters, and takes a look at all routes.
        if (!link.PacketsIn(chain.Place, _ => []).Any(p => path.Drops(chain, p))) return false;
        return link.PacketsIn(chain.Place, ways).Any(p => path.Drops(chain, p));
    }

    /// <summary>What nft -f is told, to have these rules and no others of ours.</summary>
    public static string ForNft(Ruleset ruleset, IEnumerable<ForwardRule> wanted)
    {
        var text = new StringBuilder();
        foreach ((ForwardRule rule, FilterRule found) in Present(ruleset).Where(r => !r.Rule.Chain.IsLegacy))
        {
            text.Append($"delete rule {Place(rule.Chain)} handle {found.Handle}\n");
        }

        foreach (ForwardRule rule in wanted.Where(r => !r.Chain.IsLegacy))
        {
            // With a counter, as iptables makes its own: its tools show it as one of theirs.
            text.Append($"insert rule {Place(rule.Chain)} {(rule.Incoming ? "iifname" : "oifname")} \"{rule.Pattern}\" ");
            text.Append($"counter accept comment \"{Mark}\"\n");
        }

        return text.ToString();

        static string Place(ChainPlace chain) => $"{chain.Family} {chain.Table} {chain.Name}";
    }

    /// <summary>What iptables-legacy-restore --noflush is told for the same; empty for nothing.</summary>
    public static string ForLegacy(Ruleset ruleset, IEnumerable<ForwardRule> wanted, string family)
    {
        var text = new StringBuilder();
        foreach ((ForwardRule rule, _) in Present(ruleset)) Append('D', rule);
        foreach (ForwardRule rule in wanted) Append('I', rule);
        return text.Length == 0 ? "" : $"*filter\n{text}COMMIT\n";

        void Append(char verb, ForwardRule rule)
        {
            if (!rule.Chain.IsLegacy || rule.Chain.Family != family) return;
            string pattern = rule.Pattern.EndsWith('*') ? rule.Pattern[..^1] + "+" : rule.Pattern;
            text.Append($"-{verb} {rule.Chain.Name} -{(rule.Incoming ? 'i' : 'o')} {pattern} ");
            text.Append($"-m comment --comment {Mark} -j ACCEPT\n");
        }
    }

    /// <summary>Where a rule of ours for a chain of forwarding stands: at its beginning, or in a chain asked first.</summary>
    public static ChainPlace PlaceIn(Ruleset ruleset, FilterChain chain) =>
        chain.Rules.Find(r => !IsOurs(r)) is { Verdict: FilterVerdict.Jump, Target: UsersChain, Conditions: [] }
        && ruleset.Find(chain, UsersChain) is { } users
            ? users.Place
            : chain.Place;
}
