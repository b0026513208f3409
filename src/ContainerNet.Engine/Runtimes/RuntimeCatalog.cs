using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Runtimes;

/// <summary>The runtimes of this host, the first being the one in which New-Ct makes containers.</summary>
internal sealed class RuntimeCatalog(IReadOnlyList<IRuntime> runtimes)
{
    public IRuntime Default => runtimes[0];

    /// <summary>The runtime of a container.</summary>
    /// <exception cref="ContainerNetException">Its file names a runtime that this version does not know.</exception>
    public IRuntime Of(ContainerConfig container) =>
        runtimes.FirstOrDefault(r => r.Name.Equals(container.Runtime, StringComparison.OrdinalIgnoreCase))
        ?? throw new ContainerNetException(
            "RuntimeUnknown", CtErrorKind.InvalidData,
            $"The container {container.Name} has the runtime {container.Runtime}, which is not known here.",
            container.Name, $"The known ones are {string.Join(", ", runtimes.Select(r => r.Name))}.");

    /// <summary>A first desired state for a container that a runtime knows and we do not; null when none knows
    /// it.</summary>
    public ContainerConfig? Adopt(string name) =>
        runtimes.Skip(1).FirstOrDefault(r => r.Exists(name)) is { } owner ? new ContainerConfig(name, owner.Name) : null;

    /// <summary>The runtime in which something of this name exists.</summary>
    public IRuntime? FindOwner(string name) => runtimes.FirstOrDefault(r => r.Exists(name));

    /// <summary>The addresses that the runtimes' own configurations give to containers.</summary>
    public IEnumerable<PrefixOwner> FindForeignAddresses()
    {
        foreach (ContainerConfig container in FindForeign())
        {
            foreach (CtNetIf item in ForeignInterfaces(container))
            {
                foreach (IPInterfaceAddress address in item.Addresses)
                {
                    yield return PrefixOwner.OfAddress(container.Name, item.Name, address.IPAddress);
                }
            }
        }
    }

    /// <summary>The host's ends of interfaces that the runtimes' own configurations name.</summary>
    public IEnumerable<(string Target, string Name)> FindForeignHostInterfaces() =>
        from container in FindForeign()
        from item in ForeignInterfaces(container)
        where item.HostInterface is not null
        select ($"{item.Container}/{item.Name}", item.HostInterface);

    // One whose configuration can't be read does not keep others from being changed.
    private IReadOnlyList<CtNetIf> ForeignInterfaces(ContainerConfig container)
    {
        try
        {
            return Of(container).ForeignInterfaces(container);
        }
        catch (ContainerNetException)
        {
            return [];
        }
    }

    /// <summary>Containers that only their runtime knows.</summary>
    public IEnumerable<ContainerConfig> FindForeign() =>
        runtimes.SelectMany(r => r.FindForeign().Select(name => new ContainerConfig(name, r.Name)));
}
