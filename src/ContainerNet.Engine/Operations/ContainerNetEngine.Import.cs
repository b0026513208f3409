using System.Text;
using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Operations;

/// <summary>The desired state as one document.</summary>
internal sealed partial class ContainerNetEngine
{
    public string Export(Func<string, bool>? container, ICtObserver observer)
    {
        var text = new StringBuilder("containers:\n");
        int empty = text.Length;
        foreach (ContainerConfig config in All(container, observer))
        {
            // Names are made of letters, digits, dots, dashes and underscores; quoted, 1.5 and null are names too.
            text.Append("  \"").Append(config.Name).Append("\":\n");
            string body = Encoding.UTF8.GetString(ConfigWriter.Write(config));
            foreach (string line in body.Split('\n').Where(l => l.Length > 0)) text.Append("    ").Append(line).Append('\n');
        }

        return text.Length == empty ? "containers: {}\n" : text.ToString();
    }

    public IReadOnlyList<CtChange> PlanImport(string document, string source, string? container)
    {
        var changes = new List<CtChange>();
        string runtime = container is null ? _runtimes.Default.Name : RuntimeOf(container);
        foreach (ContainerConfig wanted in ConfigReader.ReadDocument(source, document, container, runtime))
        {
            if (container is not null) RouteAddresses(wanted);
            bool makes = wanted.Runtime.Equals(_runtimes.Default.Name, StringComparison.OrdinalIgnoreCase);
            changes.AddRange(ImportPlan.Of(ReadOrNull(wanted.Name), wanted, makes));
        }

        return changes;
    }

    private string RuntimeOf(string container) =>
        (ReadOrNull(container) ?? _runtimes.Adopt(container))?.Runtime ?? _runtimes.Default.Name;

    // osctl's first form had no routes of its own: every address of a routed interface was routed.
    private static void RouteAddresses(ContainerConfig wanted)
    {
        foreach (InterfaceConfig item in wanted.Interfaces.Where(i => i.Type == CtNetIfType.Routed))
        {
            if (item.RoutesV4.Count + item.RoutesV6.Count > 0) continue;
            item.RoutesV4.AddRange(RoutesOf(item.AddressesV4));
            item.RoutesV6.AddRange(RoutesOf(item.AddressesV6));
        }
    }

    private static IEnumerable<RouteConfig> RoutesOf(List<IPInterfaceAddress> addresses) =>
        addresses.Select(a => a.GetNetwork()).Distinct().Select(n => new RouteConfig(n, null, Brought: true));
}
