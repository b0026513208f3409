using System.Text.Json;
using ContainerNet.Engine.Linux;

namespace ContainerNet.Engine.Firewall;

/// <summary>The host's packet filter, by nft; and by iptables-legacy where the kernel has tables of it.</summary>
internal static class HostFilter
{
    private const string Program = "nft";

    /// <summary>Reads it; what can't be read, as the program or the right is missing, counts as not there.</summary>
    public static Ruleset Read()
    {
        var chains = new List<FilterChain>();
        if (HostProgram.Ask(Program, ["-j", "list", "ruleset"]) is { } nft) chains.AddRange(Parse(nft));
        foreach (string family in new[] { "ip", "ip6" })
        {
            if (!HasLegacy(family)) continue;
            string? saved = HostProgram.Ask($"{family}tables-legacy-save", ["-t", "filter"]);
            if (saved is not null) chains.AddRange(IptablesRuleset.Parse(family, saved));
        }

        return new Ruleset(chains);
    }

    /// <summary>Has these rules of ours in force, and no others.</summary>
    /// <param name="ruleset">As it is.</param>
    /// <param name="wanted">The rules.</param>
    /// <exception cref="ContainerNetException">ToolMissing, or ToolFailed with the tool's own words.</exception>
    public static void Bring(Ruleset ruleset, IReadOnlyCollection<ForwardRule> wanted)
    {
        Run(Program, ["-f", "-"], ForwardRules.ForNft(ruleset, wanted));
        foreach (string family in new[] { "ip", "ip6" })
        {
            Run($"{family}tables-legacy-restore", ["--noflush"], ForwardRules.ForLegacy(ruleset, wanted, family));
        }
    }

    private static void Run(string program, string[] arguments, string input)
    {
        if (input.Length == 0) return;
        string path = HostProgram.Find(program) ?? throw new ContainerNetException(
            "ToolMissing", CtErrorKind.ToolFailed,
            $"Cannot accept what is forwarded: the program {program} is not installed.", program,
            program == Program ? "apt-get install nftables." : "apt-get install iptables.");
        (int code, _, string error) = HostProgram.Run(path, arguments, input);
        if (code == 0) return;
        throw new ContainerNetException(
            "ToolFailed", CtErrorKind.ToolFailed,
            $"Cannot accept what is forwarded: {program} says: {error.Split('\n')[0]}", program,
            "A firewall may keep its table to itself: then tell it to let the links ctn-* through.");
    }

    private static IEnumerable<FilterChain> Parse(string output)
    {
        try
        {
            return NftRuleset.Parse(output);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Another version's words: then nothing is known of it.
            return [];
        }
    }

    private static bool HasLegacy(string family)
    {
        // /proc/net is the first thread's, whatever network namespace the calling one is in.
        string tables = $"/proc/thread-self/net/{family}_tables_names";
        try
        {
            return File.Exists(tables) && File.ReadLines(tables).Contains("filter");
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
