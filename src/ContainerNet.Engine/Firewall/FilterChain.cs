namespace ContainerNet.Engine.Firewall;

/// <summary>Where rules stand.</summary>
/// <param name="Family">As nft names it: ip, ip6, inet or bridge.</param>
/// <param name="Table">The table.</param>
/// <param name="Name">The chain.</param>
/// <param name="IsLegacy">Whether it is one of iptables-legacy, which nft does not see.</param>
internal sealed record ChainPlace(string Family, string Table, string Name, bool IsLegacy = false)
{
    /// <summary>As users name it.</summary>
    public string Words => IsLegacy
        ? $"chain {Name} of table {Table} ({(Family == "ip" ? "iptables" : "ip6tables")}-legacy)"
        : $"chain {Name} of table {Family} {Table}";

    /// <summary>Whether it sees packets of a family.</summary>
    public bool Sees(IPVersion version) => Family == "inet" || Family == (version == IPVersion.IPv4 ? "ip" : "ip6");
}

/// <summary>A chain of the host's packet filter.</summary>
/// <param name="place">Its name.</param>
internal sealed class FilterChain(ChainPlace place)
{
    public ChainPlace Place { get; } = place;

    /// <summary>Whether the kernel hands what is forwarded to it.</summary>
    public bool IsOfForwarding { get; init; }

    /// <summary>Whether it drops what comes to its end.</summary>
    public bool DropsTheRest { get; init; }

    public List<FilterRule> Rules { get; } = [];
}

/// <summary>What a rule does with a packet that matches.</summary>
internal enum FilterVerdict
{
    /// <summary>The next rule is asked.</summary>
    Continue,
    Accept,

    /// <summary>Dropped, or rejected with an answer.</summary>
    Drop,
    Jump,
    Goto,
    Return,
}

/// <summary>A rule.</summary>
/// <param name="Conditions">All must hold.</param>
/// <param name="Verdict">What happens then.</param>
internal sealed record FilterRule(IReadOnlyList<FilterCondition> Conditions, FilterVerdict Verdict)
{
    /// <summary>The chain that a jump leads to.</summary>
    public string? Target { get; init; }

    public string? Comment { get; init; }

    /// <summary>The number by which nft deletes it.</summary>
    public long Handle { get; init; }
}

/// <summary>The packet filter of the host, as far as it is about forwarding.</summary>
/// <param name="Chains">All chains.</param>
internal sealed record Ruleset(IReadOnlyList<FilterChain> Chains)
{
    /// <summary>The chains that what is forwarded goes through.</summary>
    public IEnumerable<FilterChain> Forwarding => Chains.Where(c => c.IsOfForwarding);

    /// <summary>A chain of the same table.</summary>
    public FilterChain? Find(FilterChain like, string? name) =>
        name is null ? null : Chains.FirstOrDefault(c => c.Place == like.Place with { Name = name });
}
