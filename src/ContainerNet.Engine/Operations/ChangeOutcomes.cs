using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>The state that was reached, read and described once however many wishes led to it.</summary>
internal sealed class ChangeOutcomes(Inventory inventory, CallView view, ContainerFiles files)
{
    private readonly Dictionary<string, ContainerConfig?> _containers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), CtNetIf?> _interfaces = [];

    public CtOutcome Of(CtChange change, ContainerNetException? error)
    {
        if (error is not null) return new CtOutcome(change) { Error = error };
        ContainerConfig? config = change is RemoveContainer ? null : Read(change.Container);
        if (config is null) return new CtOutcome(change);
        string? name = (change as RenameInterface)?.NewName ?? (change as CtInterfaceChange)?.Interface;
        return new CtOutcome(change)
        {
            Container = change is NewContainer or SetContainer ? Describe(config) : null,
            Interface = name is null ? null : Read(config, name),
        };
    }

    private Ct Describe(ContainerConfig config)
    {
        RuntimeFacts facts = view.Containers.Of(config);
        return Descriptions.Of(config, facts, files.Detect(config, facts));
    }

    private ContainerConfig? Read(string name)
    {
        if (!_containers.TryGetValue(name, out ContainerConfig? config))
        {
            _containers[name] = config = inventory.Find(name);
        }

        return config;
    }

    private CtNetIf? Read(ContainerConfig config, string name)
    {
        if (_interfaces.TryGetValue((config.Name, name), out CtNetIf? known)) return known;
        InterfaceConfig? item = config.Find(name);
        known = item is null ? null : Descriptions.Of(config, item, view.Containers.IsRunning(config));
        _interfaces[(config.Name, name)] = known;
        return known;
    }
}
