using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>
/// Turns wishes into a new desired state, in memory. Each wish is validated whole before it changes anything, so that a
/// refused one leaves no trace.
/// </summary>
internal sealed class Editor
{
    private readonly EditedContainers _containers;
    private readonly DeferredListRemovals _lists = new();
    private readonly ContainerEdits _ofContainers;
    private readonly InterfaceEdits _ofInterfaces;
    private readonly IpEdits _ofIps;
    private readonly RouteEdits _ofRoutes;

    /// <param name="containers">The containers of the call.</param>
    /// <param name="index">Who has which address.</param>
    /// <param name="host">The host.</param>
    /// <param name="options">The host's settings.</param>
    /// <param name="stored">Gives the desired state of all containers.</param>
    public Editor(
        EditedContainers containers, AddressIndex index, IHostView host, NetOptions options,
        Func<IEnumerable<ContainerConfig>> stored)
    {
        _containers = containers;
        var interconnects = new InterconnectEdits(index, host, options);
        _ofContainers = new ContainerEdits(containers, index);
        _ofInterfaces = new InterfaceEdits(
            containers, index, host, new HostNames(containers, host, stored), options, interconnects, Warnings.Add);
        _ofRoutes = new RouteEdits(containers, index, host, _lists);
        _ofIps = new IpEdits(containers, index, host, _lists, _ofRoutes);
    }

    /// <summary>The containers that were touched, in the order in which they were.</summary>
    public IEnumerable<string> Touched => _containers.Touched;

    /// <summary>What to tell the user.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The desired state before; null when the container was not known.</summary>
    public ContainerConfig? Before(string container) => _containers.Before(container);

    /// <summary>The desired state after; null when the container is removed.</summary>
    public ContainerConfig? After(string container) => _containers.After(container);

    /// <summary>Applies one wish.</summary>
    /// <exception cref="ContainerNetException">It can't be done; nothing has changed.</exception>
    public void Apply(CtChange change)
    {
        if (change is not (RemoveIp or RemoveRoute)) _lists.End();
        switch (change)
        {
            case NewContainer c: _ofContainers.Create(c); break;
            case SetContainer c: _ofContainers.Set(c); break;
            case RemoveContainer c: _ofContainers.Remove(c); break;
            case NewInterface c: _ofInterfaces.Create(c); break;
            case SetInterface c: _ofInterfaces.Set(c); break;
            case RenameInterface c: _ofInterfaces.Rename(c); break;
            case RemoveInterface c: _ofInterfaces.Remove(c); break;
            case AddIp c: _ofIps.Add(c); break;
            case RemoveIp c: _ofIps.Remove(c); break;
            case AddRoute c: _ofRoutes.Add(c); break;
            case RemoveRoute c: _ofRoutes.Remove(c); break;
            default: throw new ArgumentException($"Unknown change {change.GetType().Name}.", nameof(change));
        }
    }

    /// <summary>The error of a wish, with what is known of the owner of what it wanted.</summary>
    public ContainerNetException Explain(ContainerNetException error) => _containers.Explain(error);

    /// <summary>All wishes are done: the lists are whole again.</summary>
    public void Finish() => _lists.End();
}
