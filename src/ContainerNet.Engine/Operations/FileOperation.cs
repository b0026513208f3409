using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs.Ownership;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>The files inside containers, on their own: preview and rewrite.</summary>
internal sealed class FileOperation(Inventory inventory, RuntimeCatalog runtimes, ContainerFiles files)
{
    public IEnumerable<CtNetConfigFile> Preview(Func<string, bool>? container, ICtObserver observer)
    {
        using var view = new CallView(runtimes);
        foreach (ContainerConfig config in inventory.All(container, observer))
        {
            IReadOnlyList<CtNetConfigFile>? found = Inventory.Guarded(
                config.Name, observer, () => Write(config, view, observer, new WriteOptions { DryRun = true }));
            foreach (CtNetConfigFile file in found ?? []) yield return file;
        }
    }

    public IReadOnlyList<CtFilesOutcome> Update(
        IReadOnlyList<string> containers, bool force, ICtObserver observer, CancellationToken cancellation)
    {
        if (containers.Count == 0) return [];
        Privileges.Require("write the files of containers");
        using IDisposable held = inventory.Lock(cancellation);
        using var view = new CallView(runtimes);
        var outcomes = new List<CtFilesOutcome>(containers.Count);
        foreach (string name in containers)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<CtNetConfigFile> written = [];
            ContainerNetException? error = KernelErrors.Try(
                () =>
                {
                    ContainerConfig config = inventory.Require(name);
                    runtimes.Of(config).Prepare(config, view.StatesOf(config));
                    written = Write(config, view, observer, new WriteOptions { Force = force });
                },
                $"Cannot write the files of {name}", name);
            outcomes.Add(new CtFilesOutcome(name, written, error));
        }

        return outcomes;
    }

    private IReadOnlyList<CtNetConfigFile> Write(
        ContainerConfig config, CallView view, ICtObserver observer, WriteOptions options)
    {
        files.WarnOfUnknown(config, view.Containers.Of(config), observer);
        (IReadOnlyList<CtNetConfigFile> written, IReadOnlyList<string> warnings) =
            files.Write(config, view.StatesOf(config), view.Containers.Of(config), options);
        foreach (string warning in warnings) observer.Warning($"{config.Name}: {warning}");
        return written;
    }
}
