using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Operations;

/// <summary>Containers that their runtime has renamed: what is kept under the former name follows.</summary>
internal sealed class Adoption(
    Inventory inventory, ContainerStore store, RuntimeCatalog runtimes, ContainerFiles files)
{
    /// <summary>
    /// The stored state of the container that this one was; null when it was none, when that one is still there, or
    /// when several could have been it.
    /// </summary>
    /// <param name="container">A container that has no interfaces.</param>
    /// <param name="inspections">What the runtimes say.</param>
    public ContainerConfig? FormerOf(ContainerConfig container, Inspections inspections)
    {
        if (container.Interfaces.Count > 0) return null;
        IRuntime runtime = runtimes.Of(container);
        if (runtime.FindOrigin(container) is not { } origin || inventory.Find(origin) is not { } former) return null;
        if (former.Runtime != container.Runtime || former.Interfaces.Count == 0 || !inspections.IsGone(former)) return null;
        bool only = !runtime.FindForeign().Any(name =>
            name != container.Name && runtime.FindOrigin(new ContainerConfig(name, runtime.Name)) == origin);
        return only ? former : null;
    }

    /// <summary>Gives a container the interfaces, and whatever else is kept, of the one that it was. Under the
    /// lock.</summary>
    public void Adopt(ContainerConfig container, ContainerConfig former, CallView view, ICtObserver observer)
    {
        ContainerConfig adopted = former.CloneAs(container.Name);
        RenameHostInterfaces(adopted, former, view);
        IRuntime runtime = runtimes.Of(adopted);
        runtime.Prepare(adopted, view.StatesOf(adopted));
        store.Write(adopted);
        store.Delete(former.Name);
        files.Rename(former.Name, adopted.Name);
        runtime.Forget(former);
        files.Follow(adopted, view.StatesOf(adopted), view.Containers.Of(adopted), observer);
    }

    // The names that are made of the container's go with it: a new container of the former name gets the former ones.
    private static void RenameHostInterfaces(ContainerConfig adopted, ContainerConfig former, CallView view)
    {
        foreach (InterfaceConfig item in adopted.Interfaces.Where(i => !HostVethName.IsChosen(former.Name, i)))
        {
            item.HostInterface = HostVethName.Free(
                adopted.Name, item.Name,
                name => view.Host.LinkKind(name) is not null
                    || adopted.Interfaces.Exists(i => i != item && i.HostInterface == name));
        }
    }
}
