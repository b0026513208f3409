using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>
/// The state that was reached, of which users get objects: made only when they ask for them, and once however many
/// wishes led to it.
/// </summary>
internal sealed class ChangeOutcomes(CallView view, ContainerFiles files)
{
    private readonly Dictionary<string, ContainerConfig> _reached = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), CtNetIf?> _interfaces = [];

    /// <summary>Notes the state that a container has now; null when it is gone.</summary>
    public void Reach(string container, ContainerConfig? state)
    {
        if (state is null) _reached.Remove(container);
        else _reached[container] = state;
    }

    /// <summary>The outcome of a wish.</summary>
    public CtOutcome Of(CtChange change, ContainerNetException? error)
    {
        if (error is not null) return new CtOutcome(change) { Error = error };
        bool isThere = _reached.TryGetValue(change.Container, out ContainerConfig? config);
        if (!isThere || change is RemoveContainer) return new CtOutcome(change);
        string? name = (change as RenameInterface)?.NewName ?? (change as CtInterfaceChange)?.Interface;
        return new CtOutcome(change)
        {
            DescribeContainer = change is NewContainer or SetContainer ? () => Describe(config!) : null,
            DescribeInterface = name is null ? null : () => Describe(config!, name),
        };
    }

    private Ct Describe(ContainerConfig config)
    {
        RuntimeFacts facts = view.Containers.Of(config);
        return Descriptions.Of(config, facts, files.Detect(config, facts));
    }

    private CtNetIf? Describe(ContainerConfig config, string name)
    {
        if (_interfaces.TryGetValue((config.Name, name), out CtNetIf? known)) return known;
        InterfaceConfig? item = config.Find(name);
        known = item is null ? null : Descriptions.Of(config, item, view.Containers.IsRunning(config));
        _interfaces[(config.Name, name)] = known;
        return known;
    }
}
