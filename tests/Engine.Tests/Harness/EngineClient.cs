namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// Who uses an engine. A call that has another name than "Try…" or "…Refused" must succeed, or the test fails with the
/// engine's error.
/// </summary>
internal abstract class EngineClient
{
    /// <summary>What the last call was told.</summary>
    public Told Told { get; private set; } = new();

    /// <summary>Hears each step of the calls to come, while they go on; null when nobody does.</summary>
    public Action<string>? Listener { get; set; }

    /// <summary>Calls the engine, where it must be called.</summary>
    public T Call<T>(Func<IContainerNetEngine, ICtObserver, T> call)
    {
        var told = new Told(Listener);
        Told = told;
        return Run(engine => call(engine, told));
    }

    public IReadOnlyList<CtOutcome> Try(params IEnumerable<CtChange> changes) =>
        Call((engine, told) => engine.Apply([.. changes], told));

    public IReadOnlyList<CtOutcome> Apply(params IEnumerable<CtChange> changes)
    {
        IReadOnlyList<CtOutcome> outcomes = Try(changes);
        foreach (CtOutcome outcome in outcomes) MustBe(outcome.Error, outcome.Change);
        return outcomes;
    }

    /// <summary>The one error of changes; those that were done are not told.</summary>
    public ContainerNetException Refused(params IEnumerable<CtChange> changes) =>
        Only(Try(changes).Select(o => o.Error));

    public void AddIps(string container, string name, params IEnumerable<string> addresses) =>
        Apply(Wish.AddIps(container, name, addresses));

    public void RemoveIps(string container, string name, params IEnumerable<string> addresses) =>
        Apply(Wish.RemoveIps(container, name, addresses));

    public void RemoveAllIps(string container, string name) => RemoveIps(container, name, Ips(container, name));

    public IReadOnlyList<CtRunOutcome> TryStart(params IReadOnlyList<string> containers) =>
        Call((engine, told) => engine.Start(containers, told));

    public void Start(params IReadOnlyList<string> containers)
    {
        foreach (CtRunOutcome outcome in TryStart(containers)) MustBe(outcome.Error, "start " + outcome.Name);
    }

    public ContainerNetException StartRefused(params IReadOnlyList<string> containers) =>
        Only(TryStart(containers).Select(o => o.Error));

    public IReadOnlyList<CtRunOutcome> TryStop(params IReadOnlyList<string> containers) =>
        Call((engine, told) => engine.Stop(containers, force: false, told));

    public void Stop(params IReadOnlyList<string> containers) => MustStop(TryStop(containers));

    public void ForceStop(string container) =>
        MustStop(Call((engine, told) => engine.Stop([container], force: true, told)));

    public ContainerNetException StopRefused(params IReadOnlyList<string> containers) =>
        Only(TryStop(containers).Select(o => o.Error));

    public void Restart(string container)
    {
        Stop(container);
        Start(container);
    }

    public IReadOnlyList<Ct> Containers() => Call((engine, told) => engine.GetContainers(null, told).ToList());

    public Ct Container(string container) => Containers().Single(c => c.Name == container);

    public IReadOnlyList<CtNetIf> Interfaces(string container) =>
        Call((engine, told) => engine.GetInterfaces(c => c == container, told).ToList());

    public CtNetIf Interface(string container, string name) => Interfaces(container).Single(i => i.Name == name);

    /// <summary>The IPs of a container, or of one interface of it, as text.</summary>
    public string[] Ips(string container, string? name = null) => Call((engine, told) => engine
        .GetIps(c => c == container, told).Where(i => name is null || i.Interface == name)
        .Select(i => i.Address.ToString()).ToArray());

    /// <summary>The routes of an interface.</summary>
    public IReadOnlyList<CtNetIfRoute> Routes(string container, string name) => Call((engine, told) => engine
        .GetRoutes(c => c == container, told).Where(r => r.Interface == name).ToList());

    public IReadOnlyList<CtNetIfFinding> Drift(string container) =>
        Call((engine, told) => engine.FindDrift(c => c == container, told).ToList());

    /// <summary>Repairs what differs at a container, and gives the errors.</summary>
    public ContainerNetException[] TryRepair(string container, bool force = false)
    {
        IReadOnlyList<CtNetIfFinding> findings = Drift(container);
        return Call((engine, told) => engine.Repair(findings, force, told))
            .Select(o => o.Error).OfType<ContainerNetException>().ToArray();
    }

    public void Repair(string container, bool force = false)
    {
        foreach (ContainerNetException error in TryRepair(container, force)) MustBe(error, "repair " + container);
    }

    /// <summary>Runs a call of the engine in the network namespace that it is to take for the host's.</summary>
    protected abstract T Run<T>(Func<IContainerNetEngine, T> call);

    private static ContainerNetException Only(IEnumerable<ContainerNetException?> errors) =>
        Assert.Single(errors.OfType<ContainerNetException>());

    private static void MustStop(IReadOnlyList<CtRunOutcome> outcomes)
    {
        foreach (CtRunOutcome outcome in outcomes) MustBe(outcome.Error, "stop " + outcome.Name);
    }

    private static void MustBe(ContainerNetException? error, object what)
    {
        if (error is not null) Assert.Fail($"{what}\n{error.ErrorId}: {error.Message}");
    }
}
