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

    private readonly CallView _view;
    private readonly ContainerNetworks _networks;

    private ContainerGroup(CallView view, ContainerNetworks networks)
    {
        _view = view;
        _networks = networks;
    }

    public static ContainerGroup Open(IEnumerable<ContainerConfig> containers, CallView view)
    {
        var paths = new List<(string, string)>();
        foreach (ContainerConfig container in containers.Where(c => c.Interfaces.Count > 0))
        {
            if (FactsOf(container, view) is { State: CtState.Running, NetworkNamespacePath: { } path })
            {
                paths.Add((container.Name, path));
            }
        }

        return new ContainerGroup(view, ContainerNetworks.Open(paths));
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
