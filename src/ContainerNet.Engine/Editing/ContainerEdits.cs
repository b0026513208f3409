using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>Containers themselves: made, set and removed.</summary>
internal sealed class ContainerEdits(EditedContainers containers, AddressIndex index)
{
    public void Create(NewContainer change)
    {
        NameRules.CheckContainer(change.Container);
        string name = change.Container;
        if (containers.IsTaken(name)) throw Errors.ContainerExists(name);
        if (change.RootFs is not null && !Directory.Exists(change.RootFs)) throw Errors.NoRootFs(name, change.RootFs);
        CheckNetworkStack(change.NetworkStack, name);
        var container = new ContainerConfig(name, containers.Runtimes.Default.Name)
        {
            RootFs = change.RootFs is null ? null : Path.GetFullPath(change.RootFs),
            Init = change.Init,
            NetworkStack = change.NetworkStack,
        };
        containers.Add(container, null);
    }

    public void Set(SetContainer change)
    {
        CheckNetworkStack(change.NetworkStack, change.Container);
        containers.Get(change.Container).NetworkStack = change.NetworkStack;
    }

    public void Remove(RemoveContainer change)
    {
        ContainerConfig container = containers.Get(change.Container);
        bool ours = container.Runtime == containers.Runtimes.Default.Name || containers.IsGone(container);
        if (!ours) throw Errors.NotOurs(container);
        containers.RequireStopped(container, "remove", container.Name);
        foreach (InterfaceConfig config in container.Interfaces)
        {
            index.Remove(PrefixOwner.Of(container.Name, config).ToList());
        }

        containers.Remove(container);
    }

    private static void CheckNetworkStack(string? name, string container)
    {
        if (name is not null && NetworkStackCatalog.Find(name) is null) throw Errors.UnknownNetworkStack(name, container);
    }
}
