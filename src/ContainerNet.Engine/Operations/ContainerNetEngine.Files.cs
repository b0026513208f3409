using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs.Ownership;

namespace ContainerNet.Engine.Operations;

/// <summary>The files inside containers, on their own: preview and rewrite.</summary>
internal sealed partial class ContainerNetEngine
{
    public IReadOnlyList<string> NetworkStacks => NetworkStackCatalog.Names;

    public IEnumerable<CtNetConfigFile> PreviewFiles(Func<string, bool>? container, ICtObserver observer)
    {
        var host = new HostView();
        foreach (ContainerConfig config in All(container, observer))
        {
            foreach (CtNetConfigFile file in Guarded(observer, () => Preview(config, host, observer)) ?? [])
            {
                yield return file;
            }
        }
    }

    private IReadOnlyList<CtNetConfigFile> Preview(ContainerConfig config, HostView host, ICtObserver observer)
    {
        (IReadOnlyList<CtNetConfigFile> files, IReadOnlyList<string> warnings) = _files.Write(
            config, StatesOf(config, host), new WriteOptions { DryRun = true });
        foreach (string warning in warnings) observer.Warning($"{config.Name}: {warning}");
        return files;
    }

    public IReadOnlyList<CtFilesOutcome> UpdateFiles(
        IReadOnlyList<string> containers, bool force, ICtObserver observer, CancellationToken cancellation = default)
    {
        if (containers.Count == 0) return [];
        Privileges.Require("write the files of containers");
        using IDisposable held = _store.Lock(s_lockTimeout, cancellation);
        var host = new HostView();
        var outcomes = new List<CtFilesOutcome>(containers.Count);
        foreach (string name in containers)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                ContainerConfig config = Require(name);
                (IReadOnlyList<CtNetConfigFile> files, IReadOnlyList<string> warnings) = _files.Write(
                    config, StatesOf(config, host), new WriteOptions { Force = force });
                foreach (string warning in warnings) observer.Warning($"{name}: {warning}");
                outcomes.Add(new CtFilesOutcome(name, files, null));
            }
            catch (ContainerNetException e)
            {
                outcomes.Add(new CtFilesOutcome(name, [], e));
            }
        }

        return outcomes;
    }
}
