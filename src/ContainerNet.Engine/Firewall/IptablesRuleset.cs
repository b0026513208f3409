using System.Net;
using System.Text;

namespace ContainerNet.Engine.Firewall;

/// <summary>Reads what iptables-save writes of the table filter. Pure.</summary>
internal static class IptablesRuleset
{
    /// <summary>The chains.</summary>
    /// <param name="family">ip or ip6.</param>
    /// <param name="text">What iptables-legacy-save or ip6tables-legacy-save wrote.</param>
    public static IEnumerable<FilterChain> Parse(string family, string text)
    {
        var chains = new Dictionary<string, FilterChain>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            List<string> words = Words(line);
            if (words.Count == 0) continue;
            if (words[0].StartsWith(':'))
            {
                string name = words[0][1..];
                chains[name] = new FilterChain(new ChainPlace(family, "filter", name, IsLegacy: true))
                {
                    IsOfForwarding = name == "FORWARD",
                    DropsTheRest = words is [_, "DROP", ..],
                };
            }
            else if (words is ["-A", var chain, ..] && chains.TryGetValue(chain, out FilterChain? of))
            {
                of.Rules.Add(Rule(words, chains.ContainsKey));
            }
        }

        return [.. chains.Values];
    }

    private static FilterRule Rule(List<string> words, Func<string, bool> isChain)
    {
        var rule = new FilterRule([], FilterVerdict.Continue);
        var conditions = new List<FilterCondition>();
        bool not = false;
        for (int i = 2; i < words.Count; i++)
        {
            string value = i + 1 < words.Count ? words[i + 1] : "";
            bool takes = true;
            switch (words[i])
            {
                case "!": not = true; continue;
                case "-i" or "-o": conditions.Add(Link(words[i] == "-i", value, not)); break;
                case "-s" or "-d": conditions.Add(Address(value, not)); break;
                case "-m": if (value is "physdev" or "devgroup") conditions.Add(new OtherCondition(MayName: true)); break;
                case "--comment": rule = rule with { Comment = value }; break;
                case "--ctstate" or "--state": conditions.Add(not ? new OtherCondition() : new StateCondition(value.Split(','))); break;
                case "-j" or "-g": rule = rule with { Verdict = Verdict(words[i], value, isChain), Target = value }; break;

                // What follows the target is its own.
                default:
                    takes = false;
                    if (rule.Target is null && words[i].StartsWith('-')) conditions.Add(new OtherCondition());
                    break;
            }

            if (takes) i++;
            not = false;
        }

        return rule with { Conditions = conditions };
    }

    private static FilterVerdict Verdict(string option, string target, Func<string, bool> isChain) => target switch
    {
        "ACCEPT" => FilterVerdict.Accept,
        "DROP" or "REJECT" => FilterVerdict.Drop,
        "RETURN" => FilterVerdict.Return,
        _ when isChain(target) => option == "-g" ? FilterVerdict.Goto : FilterVerdict.Jump,
        _ => FilterVerdict.Continue,
    };

    private static LinkCondition Link(bool incoming, string name, bool not) =>
        new(incoming, [name.EndsWith('+') ? name[..^1] + "*" : name], not);

    private static FilterCondition Address(string text, bool not) =>
        not || !IPNetwork.TryParse(text, out IPNetwork network) ? new OtherCondition() : new AddressCondition([network]);

    // Blanks within double quotes do not part words; a backslash takes the next character as it is.
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '\\' && i + 1 < line.Length) word.Append(line[++i]);
            else if (c == '"') quoted = !quoted;
            else if (c != ' ' || quoted) word.Append(c);
            else if (word.Length > 0) Take();
        }

        if (word.Length > 0) Take();
        return words;

        void Take()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
