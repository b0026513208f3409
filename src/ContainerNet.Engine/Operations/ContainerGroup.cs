using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Some of the containers of a call, and the kernel's side of those that run.</summary>
internal sealed class ContainerGroup : IDisposable
{
    /// <summary>So many share a thread, and hold two files open each.</summary>
    public const int Size = 64;

    // The kernel answers in one namespace while another is asked; few enough that not too many files are open.
    private static readonly int s_ahead = Math.Min(Environment.ProcessorCount, 4);

    private readonly CallView _view;
    private readonly ContainerNetworks _networks;

    private ContainerGroup(IReadOnlyList<ContainerConfig> containers, CallView view, ContainerNetworks networks)
    {
        Containers = containers;
        _view = view;
        _networks = networks;
    }

    public IReadOnlyList<ContainerConfig> Containers { get; }

    /// <summary>Opens the namespaces of some containers, to change them.</summary>
    public static ContainerGroup Open(IReadOnlyList<ContainerConfig> containers, CallView view) => new(
        containers, view, ContainerNetworks.Open(Running(containers, view).Select(r => (r.Container.Name, r.Path))));

    /// <summary>Begins to read what the kernel has of the interfaces of some containers.</summary>
    public static ContainerGroup Look(IReadOnlyList<ContainerConfig> containers, CallView view) => new(
        containers, view, ContainerNetworks.Begin([.. Running(containers, view).Select(r =>
            (r.Container.Name, r.Path, (IReadOnlyList<string>)r.Container.Interfaces.ConvertAll(i => i.Name)))]));

    /// <summary>All containers in groups. While one is compared, the next are read.</summary>
    public static IEnumerable<ContainerGroup> LookAtAll(IEnumerable<ContainerConfig> containers, CallView view)
    {
        var begun = new Queue<ContainerGroup>();
        try
        {
            foreach (ContainerConfig[] part in containers.Chunk(Size))
            {
                begun.Enqueue(Look(part, view));
                if (begun.Count <= s_ahead) continue;
                yield return begun.Peek();
                begun.Dequeue().Dispose();
            }

            while (begun.Count > 0)
            {
                yield return begun.Peek();
                begun.Dequeue().Dispose();
            }
        }
        finally
        {
            foreach (ContainerGroup group in begun) group.Dispose();
        }
    }

    /// <summary>Both sides of a running container.</summary>
    /// <exception cref="NetlinkException">It has just ended.</exception>
    public KernelView KernelOf(ContainerConfig container) =>
        new(_view.Host.Network, _networks.ViewOf(container.Name));

    /// <summary>Sockets for a change of a running container; of the host alone, when it can't be entered.</summary>
    /// <param name="container">The container.</param>
    /// <param name="host">A socket of the host.</param>
    public KernelSession SessionOf(ContainerConfig container, RouteNetlink host) =>
        KernelSession.Of(host, _networks.ViewOf(container.Name)?.Socket, _networks.NamespaceOf(container.Name));

    public void Dispose() => _networks.Dispose();

    private static IEnumerable<(ContainerConfig Container, string Path)> Running(
        IReadOnlyList<ContainerConfig> containers, CallView view)
    {
        foreach (ContainerConfig container in containers)
        {
            if (container.Interfaces.Count > 0
                && FactsOf(container, view) is { State: CtState.Running, NetworkNamespacePath: { } path })
            {
                yield return (container, path);
            }
        }
    }

    // Who needs the facts asks again, and hears why there are none.
    private static RuntimeFacts? FactsOf(ContainerConfig container, CallView view)
    {
        try
        {
            return view.Containers.Of(container);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
