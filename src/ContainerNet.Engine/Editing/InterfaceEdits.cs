using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>Interfaces: made, set, renamed and removed only while the container is stopped (rule 7).</summary>
internal sealed class InterfaceEdits(
    EditedContainers containers, AddressIndex index, IHostView host, HostNames names, NetOptions options,
    InterconnectEdits interconnects, Action<string> warn)
{
    public void Create(NewInterface change)
    {
        ContainerConfig container = containers.Get(change.Container);
        NameRules.CheckLink(change.Interface, container.Name);
        if (change.Type == CtNetIfType.Other) throw InterfaceErrors.TypeNotMade(change.Target);
        containers.RequireStopped(container, "add interface", change.Target);
        RequireFreeName(container, change.Interface, change.Target);
        var config = new InterfaceConfig(change.Interface, change.Type)
        {
            HostInterface = names.Make(container, change.Interface),
        };
        InterfaceSettings settings = change.Settings;
        if (change.Type == CtNetIfType.Bridge) config.Link = settings.Link ?? options.DefaultBridge;
        config.Dhcp = change.Type == CtNetIfType.Bridge;
        InterfaceConfig wanted = Merge(container, config, settings, change.Target);
        container.Interfaces.Add(wanted);
        Index(container, wanted);
        foreach (IPVersion version in containers.ForeignDefaults(container).Where(wanted.Carries))
        {
            warn(
                $"{change.Target} is not {container.Name}'s first way out for {version}: an interface of the runtime's "
                + "own configuration has a default route or may get one, by DHCP or from a router. That one is kept, "
                + "and this interface's gets a higher metric.");
        }
    }

    public void Set(SetInterface change)
    {
        (ContainerConfig container, InterfaceConfig config) = containers.Find(change);
        InterfaceSettings settings = change.Settings;
        if (settings with { MaxTx = null, MaxRx = null } != new InterfaceSettings())
        {
            containers.RequireStopped(container, "change interface", change.Target);
        }

        Unindex(container, config);
        try
        {
            InterfaceConfig wanted = Merge(container, config.Clone(), settings, change.Target);
            container.Interfaces[container.Interfaces.IndexOf(config)] = wanted;
            config = wanted;
        }
        finally
        {
            Index(container, config);
        }
    }

    public void Rename(RenameInterface change)
    {
        (ContainerConfig container, InterfaceConfig config) = containers.Find(change);
        if (change.NewName == change.Interface) return;
        NameRules.CheckLink(change.NewName, container.Name);
        containers.RequireStopped(container, "rename interface", change.Target);
        RequireFreeName(container, change.NewName, $"{container.Name}/{change.NewName}");
        Unindex(container, config);
        config.Name = change.NewName;
        Index(container, config);
    }

    public void Remove(RemoveInterface change)
    {
        (ContainerConfig container, InterfaceConfig config) = containers.Find(change);
        containers.RequireStopped(container, "remove interface", change.Target);
        Unindex(container, config);
        container.Interfaces.Remove(config);
    }

    private void RequireFreeName(ContainerConfig container, string name, string target)
    {
        if (container.Find(name) is not null) throw InterfaceErrors.InterfaceExists(target);
        if (containers.HasForeign(container, name)) throw Errors.InterfaceUnmanaged(target);
    }

    private InterfaceConfig Merge(
        ContainerConfig container, InterfaceConfig config, InterfaceSettings settings, string target)
    {
        RequireFitting(config, settings, target);
        SetHostInterface(container, config, settings, target);
        if (settings.Link is { } link) config.Link = link;
        if (config.Link is not null) CheckBridge(config.Link, target);
        config.Dhcp = settings.Dhcp ?? config.Dhcp;
        config.GatewayV4 = settings.GatewayV4 ?? config.GatewayV4;
        config.GatewayV6 = settings.GatewayV6 ?? config.GatewayV6;
        InterfaceRules.CheckGateway(config, IPVersion.IPv4, target);
        InterfaceRules.CheckGateway(config, IPVersion.IPv6, target);
        config.Mac = settings.ClearMacAddress ? null : settings.MacAddress ?? config.Mac;
        if (settings.Mtu is { } mtu) config.Mtu = mtu == 0 ? null : mtu;
        config.TxQueues = settings.TxQueues ?? config.TxQueues;
        config.RxQueues = settings.RxQueues ?? config.RxQueues;
        QueueRules.Check(config.TxQueues, target);
        QueueRules.Check(config.RxQueues, target);
        config.MaxTx = settings.MaxTx ?? config.MaxTx;
        config.MaxRx = settings.MaxRx ?? config.MaxRx;
        interconnects.Set(container, config, settings, target);
        InterfaceRules.CheckMtu(config, target);
        return config;
    }

    private void SetHostInterface(
        ContainerConfig container, InterfaceConfig config, InterfaceSettings settings, string target)
    {
        if (settings.HostInterface is { } name)
        {
            names.RequireFree(name, container, config, target);
            config.HostInterface = name;
        }
        else if (settings.ClearHostInterface && HostVethName.Of(container.Name, config.Name) != config.HostInterface)
        {
            config.HostInterface = names.Make(container, config.Name);
        }
    }

    private static void RequireFitting(InterfaceConfig config, InterfaceSettings settings, string target)
    {
        bool bridgeOnly = settings.Link is not null || settings.Dhcp is not null
            || settings.GatewayV4 is not null || settings.GatewayV6 is not null;
        if (bridgeOnly && config.Type == CtNetIfType.Routed) throw InterfaceErrors.NotBridged(target);
        bool via = settings.Via is not null || settings.AutoVia is not null;
        if (via && config.Type == CtNetIfType.Bridge) throw InterfaceErrors.NotRouted(target);
    }

    private void CheckBridge(string link, string target)
    {
        NameRules.CheckLink(link, "the host");
        switch (host.LinkKind(link))
        {
            case "bridge": return;
            case null:
                warn($"The bridge {link} of {target} does not exist yet; it must exist when the container starts.");
                return;
            default: throw Errors.NotABridge(link, target);
        }
    }

    private void Index(ContainerConfig container, InterfaceConfig config) =>
        index.Add(PrefixOwner.Of(container.Name, config));

    private void Unindex(ContainerConfig container, InterfaceConfig config) =>
        index.Remove(PrefixOwner.Of(container.Name, config).ToList());
}
