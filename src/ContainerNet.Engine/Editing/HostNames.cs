using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>Whose the names of links on the host are, in any state of the containers.</summary>
/// <param name="containers">The containers of the call.</param>
/// <param name="host">The host.</param>
/// <param name="stored">Gives the desired state of all containers, before the call.</param>
internal sealed class HostNames(
    EditedContainers containers, IHostView host, Func<IEnumerable<ContainerConfig>> stored)
{
    // Read only when somebody chooses a name: one that we make is no other interface's.
    private readonly Lazy<List<ContainerConfig>> _stored = new(() => [.. stored()]);
    private readonly Lazy<List<(string Target, string Name)>> _foreign =
        new(() => [.. containers.Runtimes.FindForeignHostInterfaces()]);

    /// <summary>The name that we make for an interface.</summary>
    /// <remarks>
    /// A renamed interface keeps its host veth, whose name an interface of its former name would get as well.
    /// </remarks>
    public string Make(ContainerConfig container, string interfaceName) => HostVethName.Free(
        container.Name, interfaceName,
        name => host.LinkKind(name) is not null
            || container.Interfaces.Exists(i => i.HostInterface == name && i.Name != interfaceName));

    /// <summary>Refuses a name that was chosen, where it is another's.</summary>
    /// <param name="name">The name.</param>
    /// <param name="container">The container.</param>
    /// <param name="config">The interface that is to have it.</param>
    /// <param name="target">What it is for, in errors.</param>
    /// <exception cref="ContainerNetException">InvalidInterfaceName or HostInterfaceInUse.</exception>
    public void RequireFree(string name, ContainerConfig container, InterfaceConfig config, string target)
    {
        NameRules.CheckLink(name, "the host");
        if (name == config.HostInterface) return;
        if (HostVethName.IsMade(name) && name != HostVethName.Of(container.Name, config.Name))
        {
            throw Errors.HostInterfaceInUse(name, target, "ContainerNet makes such names for other interfaces");
        }

        string? use = FindUse(name, container.Name, config.Name);
        if (use is null && host.LinkKind(name) is { } kind)
        {
            use = $"the host has a link of that name{(kind.Length > 0 ? $", a {kind}" : "")}";
        }

        if (use is not null) throw Errors.HostInterfaceInUse(name, target, use);
        string ifb = IfbName.Of(name);
        bool taken = FindUse(ifb, container.Name, config.Name) is not null
            || (host.LinkKind(ifb) is not null && ifb != IfbName.Of(config.HostInterface));
        if (taken) throw Errors.HostInterfaceInUse(name, target, $"{ifb}, which a limit needs beside it, is taken");
    }

    private string? FindUse(string name, string container, string interfaceName)
    {
        foreach (ContainerConfig other in _stored.Value)
        {
            // Of those of the call, the working copy counts.
            if (!containers.IsTouched(other.Name) && UseIn(other) is { } use) return use;
        }

        foreach (string touched in containers.Touched)
        {
            if (containers.After(touched) is { } working && UseIn(working) is { } use) return use;
        }

        (string? target, _) = _foreign.Value.Find(f => f.Name == name);
        return target is null ? null : $"{target} has that name in the configuration of its runtime";

        string? UseIn(ContainerConfig other)
        {
            foreach (InterfaceConfig item in other.Interfaces)
            {
                string itsName = $"{other.Name}/{item.Name}";
                if (item.Link == name) return $"the bridge of {itsName} has that name";
                if (other.Name == container && item.Name == interfaceName) continue;
                if (item.HostInterface == name) return $"{itsName} has that name";
                if (IfbName.Of(item.HostInterface) == name) return $"{itsName} needs that name for its limits";
            }

            return null;
        }
    }
}
