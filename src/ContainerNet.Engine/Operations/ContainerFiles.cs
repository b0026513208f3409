using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.DistroConfig.Detection;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;
using ContainerNet.Engine.RootFs.Ownership;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>The files inside containers: which network stack reads them, what they say, and writing them.</summary>
internal sealed class ContainerFiles(string stateDirectory)
{
    private readonly WrittenFiles _written = new(Path.Combine(stateDirectory, "files"));
    private readonly DetectionCache _detections = new();

    /// <summary>What a look into the root file system tells; null when there is none, or it can't be read.</summary>
    public DetectedStack? Detect(ContainerConfig container, RuntimeFacts facts)
    {
        try
        {
            using RootFsHandle? root = Open(container, facts);
            return root is null ? null : _detections.Detect(container.Name, root);
        }
        catch (ContainerNetException)
        {
            return null;
        }
    }

    /// <summary>
    /// Brings the files after a change. What goes wrong inside a container is a warning: its administrator may have
    /// done it, and the host's side stands.
    /// </summary>
    public void Follow(
        ContainerConfig container, IReadOnlyList<InterfaceState> interfaces, RuntimeFacts facts, ICtObserver observer,
        bool force = false, ContainerConfig? before = null)
    {
        try
        {
            if (IsNews(container, before)) WarnOfUnknown(container, facts, observer);
            var options = new WriteOptions { Force = force };
            foreach (string warning in Write(container, interfaces, facts, options).Warnings)
            {
                observer.Warning($"{container.Name}: {warning}");
            }
        }
        catch (ContainerNetException e)
        {
            observer.Warning($"{container.Name}: the files inside were not changed: {e.Message} {e.Remedy}");
        }
    }

    /// <summary>Writes, or with DryRun only tells, what the container's network stack needs.</summary>
    public (IReadOnlyList<CtNetConfigFile> Files, IReadOnlyList<string> Warnings) Write(
        ContainerConfig container, IReadOnlyList<InterfaceState> interfaces, RuntimeFacts facts, WriteOptions options)
    {
        using RootFsHandle? root = Open(container, facts);
        if (root is null) return ([], []);
        DetectedStack found = _detections.Detect(container.Name, root);
        IReadOnlyList<WrittenEntry> previous = _written.Read(container.Name);
        string? name = container.NetworkStack ?? found.StackName;
        INetworkStack? stack = name is null ? null : NetworkStackCatalog.Find(name);
        if (stack is null && previous.Count == 0) return ([], []);
        RenderedConfig wanted = stack?.Render(new RenderRequest(container.Name, interfaces, root)) ?? new RenderedConfig();
        using WriteResult result = OwnedFiles.Apply(root, wanted, previous, options);
        if (!options.DryRun) _written.Write(container.Name, previous, result.Owned);
        string[] reasons = container.NetworkStack is null ? [.. found.Reasons] : ["-NetworkStack names it"];
        CtNetConfigFile[] files = [.. result.Outcomes.Select(o => Describe(container.Name, name ?? "none", o, reasons))];
        return (files, result.Warnings);
    }

    /// <summary>Remembers what was written under another name.</summary>
    public void Rename(string from, string to)
    {
        _written.Write(to, _written.Read(to), _written.Read(from));
        Forget(from);
    }

    /// <summary>Forgets what was written, with the container.</summary>
    public void Forget(string container)
    {
        _written.Delete(container);
        _detections.Forget(container);
    }

    private static RootFsHandle? Open(ContainerConfig container, RuntimeFacts facts)
    {
        if ((facts.RootFs ?? container.RootFs) is not { } path) return null;
        return facts.InitPid is { } pid ? RootFsHandle.OpenRunning(pid, facts.Root) : RootFsHandle.Open(path, facts.Root);
    }

    /// <summary>Warns of a container whose own init is to configure its network from files that nobody
    /// writes.</summary>
    public void WarnOfUnknown(ContainerConfig container, RuntimeFacts facts, ICtObserver observer)
    {
        if (!facts.ConfiguresItself || container.NetworkStack is not null || container.Interfaces.Count == 0) return;
        if (Detect(container, facts) is not { StackName: null } found) return;
        observer.Warning(
            $"{container.Name}: no known network stack was found inside ({found.PrettyName ?? "no os-release"}): only "
            + "the host's side is configured. Set-Ct -NetworkStack sets one.");
    }

    // Of what is known already, each change would tell again.
    private static bool IsNews(ContainerConfig container, ContainerConfig? before) =>
        before is not null
        && (before.Interfaces.Count == 0 || (before.NetworkStack is not null && container.NetworkStack is null));

    private static CtNetConfigFile Describe(string container, string stack, WriteOutcome outcome, string[] reasons) => new()
    {
        Container = container,
        NetworkStack = stack,
        Path = outcome.Path,
        Mode = outcome.LinkTarget is null ? "0" + Convert.ToString(outcome.Mode & 0xFFF, 8) : "",
        Content = outcome.Content,
        LinkTarget = outcome.LinkTarget,
        Action = Enum.Parse<CtFileAction>(outcome.Action.ToString()),
        Reason = outcome.Warning is null ? reasons : [.. reasons, outcome.Warning],
    };
}
