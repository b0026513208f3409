using System.Text.Json;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Bridges;

/// <summary>Brings the NAT rules into the kernel, by nft.</summary>
internal static class Nat
{
    private const string Program = "nft";

    /// <summary>Refuses early when the program is not installed.</summary>
    /// <exception cref="ContainerNetException">ToolMissing.</exception>
    public static string Require(string bridge) => HostProgram.Find(Program) ?? throw BridgeErrors.ToolMissing(
        Program, $"masquerade {bridge}", "apt-get install nftables; without NAT: New-CtBridge -NoNat.");

    /// <summary>Whether the rules of these bridges are in force, and no other of ours.</summary>
    public static bool IsAsWanted(IReadOnlyList<BridgeConfig> bridges)
    {
        HashSet<string> wanted = NatRules.Comments(bridges);
        return HostProgram.Find(Program) is { } program
            ? ReadComments(program).SetEquals(wanted)
            : wanted.Count == 0;
    }

    /// <summary>Puts the rules of these bridges in force.</summary>
    /// <param name="bridges">All bridges.</param>
    /// <param name="cause">The bridge on whose account, for errors.</param>
    public static void Bring(IReadOnlyList<BridgeConfig> bridges, string cause)
    {
        if (IsAsWanted(bridges)) return;
        (int code, _, string error) = HostProgram.Run(Require(cause), ["-f", "-"], NatRules.Write(bridges));
        if (code != 0) throw BridgeErrors.ToolFailed(Program, $"masquerade {cause}", error.Replace('\n', ' '));
    }

    private static HashSet<string> ReadComments(string program)
    {
        var comments = new HashSet<string>(StringComparer.Ordinal);
        (int code, string output, _) = HostProgram.Run(program, ["-j", "list", "table", .. NatRules.Table.Split(' ')]);

        // No table, or no right to look.
        if (code != 0) return comments;
        using var document = JsonDocument.Parse(output);
        foreach (JsonElement item in document.RootElement.GetProperty("nftables").EnumerateArray())
        {
            if (!item.TryGetProperty("rule", out JsonElement rule)) continue;
            comments.Add(rule.TryGetProperty("comment", out JsonElement comment) ? comment.GetString() ?? "" : "");
        }

        return comments;
    }
}
