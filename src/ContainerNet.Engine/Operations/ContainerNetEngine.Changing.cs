using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>
/// Changing: one lock, one plan and one write a container for all wishes of a call. Each container is a unit: validated,
/// stored, told to its runtime and the kernel; when the kernel refuses, all of that is taken back, and the container is
/// tried again without the wish that the refusal is about.
/// </summary>
internal sealed partial class ContainerNetEngine
{
    public IReadOnlyList<CtOutcome> Apply(
        IReadOnlyList<CtChange> changes, ICtObserver observer, CancellationToken cancellation = default)
    {
        if (changes.Count == 0) return [];
        Privileges.Require("change the network of containers");
        using IDisposable held = _store.Lock(s_lockTimeout, cancellation);
        var errors = new ContainerNetException?[changes.Count];
        var open = new HashSet<int>(Enumerable.Range(0, changes.Count));
        var warned = new HashSet<string>(StringComparer.Ordinal);
        while (open.Count > 0)
        {
            var edits = new Edits(changes, open, errors, NewEditor());
            foreach (string warning in edits.Editor.Warnings.Where(warned.Add)) observer.Warning(warning);
            open = Commit(edits, errors, observer, cancellation);
        }

        var reached = new Reached(this);
        return changes.Select((change, i) => reached.Outcome(change, errors[i])).ToArray();
    }

    private Editor NewEditor() =>
        new(_store.Read, _store.LoadIndex(), new HostView(), _runtimes, _options.Read());

    // Returns the wishes that must be tried again: those of a container where the kernel refused another one.
    private HashSet<int> Commit(
        Edits edits, ContainerNetException?[] errors, ICtObserver observer, CancellationToken cancellation)
    {
        var again = new HashSet<int>();
        var host = new HostView();
        foreach (string name in edits.Editor.Touched)
        {
            List<int> wishes = edits.Of(name);
            if (wishes.Count == 0) continue;
            ContainerConfig? before = edits.Editor.Before(name);
            ContainerConfig? after = edits.Editor.After(name);
            try
            {
                var commit = new ContainerCommit(_store, _runtimes, _files, host, observer);
                IReadOnlyList<OpFailure> refused = commit.Run(before, after, cancellation);
                foreach (int wish in Blame.Assign(refused, wishes, edits.Changes, errors)) again.Add(wish);
            }
            catch (ContainerNetException e)
            {
                foreach (int wish in wishes) errors[wish] = e;
            }
            catch (NetlinkException e)
            {
                foreach (int wish in wishes) errors[wish] = KernelErrors.Translate(e, $"Cannot change {name}", name);
            }
        }

        return again;
    }

    /// <summary>The state that was reached, read and described once however many wishes led to it.</summary>
    private sealed class Reached(ContainerNetEngine engine)
    {
        private readonly Dictionary<string, ContainerConfig?> _containers = new(StringComparer.Ordinal);
        private readonly Dictionary<(string, string), CtNetIf?> _interfaces = [];

        public CtOutcome Outcome(CtChange change, ContainerNetException? error)
        {
            if (error is not null) return new CtOutcome(change) { Error = error };
            ContainerConfig? config = change is RemoveContainer ? null : Read(change.Container);
            if (config is null) return new CtOutcome(change);
            string? name = (change as RenameInterface)?.NewName ?? (change as CtInterfaceChange)?.Interface;
            return new CtOutcome(change)
            {
                Container = change is NewContainer or SetContainer ? engine.Describe(config) : null,
                Interface = name is null ? null : Read(config, name),
            };
        }

        private ContainerConfig? Read(string name)
        {
            if (!_containers.TryGetValue(name, out ContainerConfig? config))
            {
                _containers[name] = config = engine.ReadOrNull(name);
            }

            return config;
        }

        private CtNetIf? Read(ContainerConfig config, string name)
        {
            if (_interfaces.TryGetValue((config.Name, name), out CtNetIf? known)) return known;
            bool running = engine._runtimes.Of(config).Inspect(config).State == CtState.Running;
            InterfaceConfig? item = config.Find(name);
            known = item is null ? null : Describe(config, item, running);
            _interfaces[(config.Name, name)] = known;
            return known;
        }
    }
}

/// <summary>The wishes of a call as edited so far.</summary>
internal sealed class Edits
{
    private readonly Dictionary<string, List<int>> _byContainer = new(StringComparer.Ordinal);

    public Edits(
        IReadOnlyList<CtChange> changes, IEnumerable<int> open, ContainerNetException?[] errors, Editor editor)
    {
        Changes = changes;
        Editor = editor;
        foreach (int i in open.Order())
        {
            try
            {
                editor.Apply(changes[i]);
                Of(changes[i].Container).Add(i);
            }
            catch (ContainerNetException e)
            {
                errors[i] = e;
            }
        }

        editor.EndThinning();
    }

    public IReadOnlyList<CtChange> Changes { get; }

    public Editor Editor { get; }

    /// <summary>The places of the wishes for a container that are part of its new state.</summary>
    public List<int> Of(string container)
    {
        if (!_byContainer.TryGetValue(container, out List<int>? list)) _byContainer[container] = list = [];
        return list;
    }
}
