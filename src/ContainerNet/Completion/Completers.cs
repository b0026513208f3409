namespace ContainerNet.Completion;

/// <summary>Completes containers.</summary>
public sealed class ContainerCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) => All();

    /// <summary>All containers.</summary>
    internal static IEnumerable<Candidate> All() =>
        Engine.GetContainers().Select(c => new Candidate(c.Name, $"{c.Name}: {c.Runtime}, {c.State}"));
}

/// <summary>Completes the first word of a line, a container, where a new address or prefix may stand as well.</summary>
public sealed class FirstWordCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        typed.IsNothing ? ContainerCompleter.All() : [];
}

/// <summary>Completes interfaces of the container that the line names.</summary>
public sealed class InterfaceCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        Engine.GetInterfaces(typed.Container)
            .Select(i => new Candidate(i.Name, $"{i.Container}/{i.Name}: {i.Type} {i.Link}{string.Join<Interconnect>(", ", i.Via)}"));
}

/// <summary>Completes addresses of the interface that the line names; the first word of a line is a
/// container.</summary>
public sealed class AddressCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        typed.IsNothing ? ContainerCompleter.All() : Engine.GetIps(typed.Container)
            .Where(i => typed.Interface(i.Interface))
            .Select(i => new Candidate(i.Address.ToString(), $"{i.Address} of {i.Container}/{i.Interface}"));
}

/// <summary>Completes prefixes routed to the interface that the line names; the first word of a line is a
/// container.</summary>
public sealed class RouteCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        typed.IsNothing ? ContainerCompleter.All() : Engine.GetRoutes(typed.Container)
            .Where(r => typed.Interface(r.Interface))
            .Select(r => new Candidate($"{r.Destination}", $"{r.Destination} to {r.Container}/{r.Interface}"));
}

/// <summary>Completes next hops: addresses, without their prefix length, of the interface that the line
/// names.</summary>
public sealed class NextHopCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        Engine.GetIps(typed.Container)
            .Where(i => typed.Interface(i.Interface))
            .Select(i => new Candidate($"{i.Address.IPAddress}", $"{i.Address} of {i.Container}/{i.Interface}"));
}

/// <summary>Completes bridges: those of the host, and those that interfaces name.</summary>
public sealed class BridgeCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed)
    {
        IReadOnlyList<CtBridge> bridges = [.. Engine.GetBridges()];
        return bridges.Select(b => b.Name)
            .Concat(Engine.GetInterfaces().Select(i => i.Link ?? ""))
            .Where(name => name.Length > 0)
            .Order(StringComparer.Ordinal)
            .Select(name => new Candidate(name, Tip(name, bridges.FirstOrDefault(b => b.Name == name))));
    }

    private static string Tip(string name, CtBridge? bridge) => bridge is null
        ? $"Bridge {name}, which does not exist"
        : $"Bridge {name} {string.Join<IPInterfaceAddress>(", ", bridge.Address)}";
}

/// <summary>Completes the words for interconnects.</summary>
public sealed class ViaCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed)
    {
        CtNetOption options = Engine.GetOptions();
        return
        [
            new Candidate(
                "auto", $"The next free network of {options.InterconnectPoolV4} and {options.InterconnectPoolV6}"),
            new Candidate("auto4", $"The next free network of {options.InterconnectPoolV4}"),
            new Candidate("auto6", $"The next free network of {options.InterconnectPoolV6}"),
        ];
    }
}

/// <summary>Completes the words for a gateway.</summary>
public sealed class GatewayCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
    [
        new Candidate("auto", "The first global address of the bridge"),
        new Candidate("none", "No default route through this interface"),
    ];
}

/// <summary>Completes network stacks.</summary>
public sealed class NetworkStackCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        Engine.NetworkStacks.Prepend("auto").Select(name => new Candidate(name, $"Network stack {name}"));
}
