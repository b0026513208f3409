using System.Globalization;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.NetworkManager;

/// <summary>Rules in NetworkManager's words, which keyfiles and ifcfg files share (1.18 and later).</summary>
internal static class RuleWords
{
    /// <summary>As "priority 7100 from 192.0.2.10/32 table 172": it takes none without its priority.</summary>
    public static string Of(LinkRule rule) => string.Create(
        CultureInfo.InvariantCulture, $"priority {SourceRouting.Priority} from {rule.From} table {rule.Table}");
}
