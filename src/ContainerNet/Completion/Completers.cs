namespace ContainerNet.Completion;

/// <summary>Completes containers.</summary>
public sealed class ContainerCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        Engine.GetContainers().Select(c => new Candidate(c.Name, $"{c.Name}: {c.Runtime}, {c.State}"));
}

/// <summary>Completes interfaces of the container that the line names.</summary>
public sealed class InterfaceCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        Engine.GetInterfaces(typed.Container)
            .Select(i => new Candidate(i.Name, $"{i.Container}/{i.Name}: {i.Type} {i.Link}{string.Join<Interconnect>(", ", i.Via)}"));
}

/// <summary>Completes addresses of the interface that the line names.</summary>
public sealed class AddressCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        Engine.GetIps(typed.Container)
            .Where(i => typed.Interface(i.Interface))
            .Select(i => new Candidate(i.Address.ToString(), $"{i.Address} of {i.Container}/{i.Interface}"));
}

/// <summary>Completes prefixes routed to the interface that the line names.</summary>
public sealed class RouteCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Typed typed) =>
        Engine.GetRoutes(typed.Container)
            .Where(r => typed.Interface(r.Interface))
            .Select(r => new Candidate($"{r.Destination}", $"{r.Destination} to {r.Container}/{r.Interface}"));
}

/// <summary>Completes next hops: addresses, without their prefix length, of the interface that the line names.</summary>
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
        // A bridge has a directory of that name (Documentation/ABI/testing/sysfs-class-net).
        IEnumerable<string> bridges = Directory.EnumerateDirectories("/sys/class/net")
            .Where(d => Directory.Exists(Path.Combine(d, "bridge")))
            .Select(d => Path.GetFileName(d));
        return bridges.Concat(Engine.GetInterfaces().Select(i => i.Link ?? ""))
            .Where(b => b.Length > 0)
            .Order(StringComparer.Ordinal)
            .Select(b => new Candidate(b, $"Bridge {b}"));
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
