using System.Net;
using System.Text.Json;

namespace ContainerNet.Engine.Firewall;

/// <summary>Reads what nft -j writes (libnftables-json(5)). Pure.</summary>
internal static class NftRuleset
{
    // What a rule does beside its verdict, and asks nothing.
    private static readonly HashSet<string> s_effects = new(StringComparer.Ordinal)
    {
        "counter", "log", "mangle", "set", "add", "notrack", "dup", "ct helper", "ct timeout", "ct expectation",
        "flow", "tproxy", "synproxy", "secmark", "continue",
    };

    /// <summary>The chains of a ruleset.</summary>
    public static IEnumerable<FilterChain> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var chains = new Dictionary<ChainPlace, FilterChain>();
        foreach (JsonElement item in document.RootElement.GetProperty("nftables").EnumerateArray())
        {
            if (item.TryGetProperty("chain", out JsonElement chain))
            {
                FilterChain read = Chain(chain);
                chains[read.Place] = read;
            }
            else if (item.TryGetProperty("rule", out JsonElement rule)
                && chains.TryGetValue(Place(rule, "chain"), out FilterChain? of))
            {
                of.Rules.AddRange(Rules(rule));
            }
        }

        return [.. chains.Values];
    }

    private static FilterChain Chain(JsonElement chain) =>
        new(Place(chain, "name"))
        {
            IsOfForwarding = Text(chain, "hook") == "forward" && Text(chain, "type") == "filter",
            DropsTheRest = Text(chain, "policy") == "drop",
        };

    private static ChainPlace Place(JsonElement of, string name) =>
        new(Text(of, "family") ?? "", Text(of, "table") ?? "", Text(of, name) ?? "");

    // A verdict map is as many rules as it has entries.
    private static IEnumerable<FilterRule> Rules(JsonElement rule)
    {
        string? comment = Text(rule, "comment");
        long handle = rule.TryGetProperty("handle", out JsonElement number) ? number.GetInt64() : 0;
        var conditions = new List<FilterCondition>();
        foreach (JsonElement expression in rule.GetProperty("expr").EnumerateArray())
        {
            if (expression.ValueKind != JsonValueKind.Object || !expression.EnumerateObject().Any()) continue;
            JsonProperty word = expression.EnumerateObject().First();
            if (VerdictOf(word) is { } verdict)
            {
                yield return verdict with { Conditions = [.. conditions], Comment = comment, Handle = handle };
            }
            else if (word.Name == "vmap")
            {
                foreach (FilterRule one in Map(word.Value))
                {
                    yield return one with { Conditions = [.. conditions, .. one.Conditions], Comment = comment, Handle = handle };
                }
            }
            else if (ConditionOf(word) is { } condition)
            {
                conditions.Add(condition);
            }
        }
    }

    private static IEnumerable<FilterRule> Map(JsonElement map)
    {
        bool plain = map.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("set", out JsonElement entries) && entries.ValueKind == JsonValueKind.Array;
        if (!plain) yield break;
        foreach (JsonElement entry in data.GetProperty("set").EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2) continue;
            if (entry[1].ValueKind != JsonValueKind.Object || !entry[1].EnumerateObject().Any()) continue;
            if (VerdictOf(entry[1].EnumerateObject().First()) is not { } verdict) continue;
            yield return verdict with { Conditions = [Comparison(map.GetProperty("key"), entry[0], "==")] };
        }
    }

    private static FilterRule? VerdictOf(JsonProperty word) => word.Name switch
    {
        "accept" => new([], FilterVerdict.Accept),
        "drop" or "reject" => new([], FilterVerdict.Drop),
        "return" => new([], FilterVerdict.Return),
        "jump" => new([], FilterVerdict.Jump) { Target = Text(word.Value, "target") },
        "goto" => new([], FilterVerdict.Goto) { Target = Text(word.Value, "target") },
        "xt" when Text(word.Value, "type") == "target" && Text(word.Value, "name") is "REJECT" or "DROP" =>
            new([], FilterVerdict.Drop),
        _ => null,
    };

    private static FilterCondition? ConditionOf(JsonProperty word)
    {
        if (s_effects.Contains(word.Name)) return null;
        if (word.Name == "match") return Comparison(word.Value.GetProperty("left"), word.Value.GetProperty("right"), Text(word.Value, "op"));
        if (word.Name != "xt") return new OtherCondition();

        // Of the extensions of iptables, nft tells the name alone.
        bool asksNothing = Text(word.Value, "type") == "target" || Text(word.Value, "name") == "comment";
        return asksNothing ? null : new OtherCondition(MayName: Text(word.Value, "name") is "physdev" or "devgroup");
    }

    private static FilterCondition Comparison(JsonElement left, JsonElement right, string? op)
    {
        bool not = op == "!=";
        string? meta = Key(left, "meta");
        if (meta is "iifname" or "iif" or "oifname" or "oif")
        {
            List<string>? names = Names(right);
            return names is null ? new OtherCondition(MayName: true) : new LinkCondition(meta[0] == 'i', names, not);
        }

        if (not) return new OtherCondition();
        if (meta is "nfproto" or "protocol" && FamilyOf(right.ToString()) is { } family) return new FamilyCondition(family);
        if (Key(left, "ct") == "state" && Names(right) is { } states) return new StateCondition(states);
        bool address = left.ValueKind == JsonValueKind.Object && left.TryGetProperty("payload", out JsonElement payload)
            && Text(payload, "protocol") is "ip" or "ip6" && Text(payload, "field") is "saddr" or "daddr";
        return address ? new AddressCondition([.. Values(right).Select(Network).OfType<IPNetwork>()]) : new OtherCondition();
    }

    private static IPVersion? FamilyOf(string word) =>
        word switch { "ipv4" or "ip" => IPVersion.IPv4, "ipv6" or "ip6" => IPVersion.IPv6, _ => null };

    private static string? Key(JsonElement left, string kind) =>
        left.ValueKind == JsonValueKind.Object && left.TryGetProperty(kind, out JsonElement of) ? Text(of, "key") : null;

    // Null for what has no plain words: a set of its own, or one of wildcards, which nft writes as nothing.
    private static List<string>? Names(JsonElement right)
    {
        var names = new List<string>();
        foreach (JsonElement value in Values(right))
        {
            if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } name || name.StartsWith('@')) return null;
            names.Add(name);
        }

        return names;
    }

    private static IEnumerable<JsonElement> Values(JsonElement right)
    {
        JsonElement list = right.ValueKind == JsonValueKind.Object && right.TryGetProperty("set", out JsonElement set)
            ? set
            : right;
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [list];
    }

    private static IPNetwork? Network(JsonElement value)
    {
        string? text = value.ValueKind == JsonValueKind.String ? value.GetString()
            : value.ValueKind == JsonValueKind.Object && value.TryGetProperty("prefix", out JsonElement prefix)
                ? $"{Text(prefix, "addr")}/{prefix.GetProperty("len")}"
                : null;
        if (text is null) return null;
        if (IPAddress.TryParse(text, out IPAddress? address)) return new IPNetwork(address, IPText.BitLength(address));
        return IPNetwork.TryParse(text, out IPNetwork network) ? network : null;
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
}
