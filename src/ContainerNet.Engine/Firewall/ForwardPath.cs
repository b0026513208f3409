namespace ContainerNet.Engine.Firewall;

/// <summary>What becomes of a packet in the chains of forwarding. Pure.</summary>
/// <param name="ruleset">The packet filter.</param>
/// <param name="isLeftOut">Rules to go on as if they were not there.</param>
internal sealed class ForwardPath(Ruleset ruleset, Func<FilterRule, bool>? isLeftOut = null)
{
    // The kernel's own limit for jumps (NFT_JUMP_STACK_SIZE of linux/netfilter/nf_tables.h).
    private const int Deepest = 16;

    private enum Fate
    {
        End,
        Accept,
        Drop,
    }

    /// <summary>Whether a chain of forwarding surely drops a packet.</summary>
    /// <remarks>
    /// A rule that depends on what is not known here, as a port, is taken not to match: but where it accepts, and names
    /// our link or an address of the container, somebody has decided what may pass.
    /// </remarks>
    public bool Drops(FilterChain chain, ForwardedPacket packet)
    {
        Fate fate = Walk(chain, packet, sure: true, named: false, depth: 0);
        return fate == Fate.Drop || (fate == Fate.End && chain.DropsTheRest);
    }

    private Fate Walk(FilterChain chain, ForwardedPacket packet, bool sure, bool named, int depth)
    {
        foreach (FilterRule rule in chain.Rules.Where(r => isLeftOut?.Invoke(r) != true))
        {
            (bool? holds, bool names) = Match(rule, packet);
            if (holds == false) continue;
            bool surely = sure && holds == true;
            bool about = named || names;
            switch (rule.Verdict)
            {
                case FilterVerdict.Accept when surely || about: return Fate.Accept;
                case FilterVerdict.Drop when surely: return Fate.Drop;
                case FilterVerdict.Return when holds == true: return Fate.End;
                case FilterVerdict.Jump or FilterVerdict.Goto
                    when depth < Deepest && ruleset.Find(chain, rule.Target) is { } target:
                    Fate fate = Walk(target, packet, surely, about, depth + 1);
                    if (fate != Fate.End || (rule.Verdict == FilterVerdict.Goto && holds == true)) return fate;
                    break;
                default: break;
            }
        }

        return Fate.End;
    }

    // Null for maybe.
    private static (bool? Holds, bool Names) Match(FilterRule rule, ForwardedPacket packet)
    {
        bool? holds = true;
        foreach (FilterCondition condition in rule.Conditions)
        {
            FilterMatch match = condition.Of(packet);
            if (match == FilterMatch.Never) return (false, false);
            if (match != FilterMatch.Always) holds = null;
        }

        return (holds, rule.Conditions.Any(c => c.Names(packet)));
    }
}
