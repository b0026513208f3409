using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Operations;

/// <summary>The host's settings.</summary>
internal sealed class OptionOperation(Inventory inventory, OptionStore store, Forwarding forwarding)
{
    public CtNetOption Get() => Describe(store.Read());

    public CtNetOption Set(OptionSettings settings, CancellationToken cancellation)
    {
        Privileges.Require("change the settings of the host");
        Check(settings);
        using IDisposable held = inventory.Lock(cancellation);
        return Store(settings);
    }

    /// <summary>The rules alone.</summary>
    public static void Check(OptionSettings settings)
    {
        RequireFamily(settings.InterconnectPoolV4, IPVersion.IPv4);
        RequireFamily(settings.InterconnectPoolV6, IPVersion.IPv6);
        if (settings.DefaultBridge is { } bridge) NameRules.CheckLink(bridge, "the host");
    }

    private CtNetOption Store(OptionSettings settings)
    {
        NetOptions now = store.Read();
        NetOptions wanted = now with
        {
            PoolV4 = settings.InterconnectPoolV4 ?? now.PoolV4,
            PoolV6 = settings.InterconnectPoolV6 ?? now.PoolV6,
            DefaultBridge = settings.DefaultBridge ?? now.DefaultBridge,
            ForwardAccept = settings.ForwardAccept ?? now.ForwardAccept,
        };
        if (wanted != now) store.Write(wanted);
        if (settings.ForwardAccept is not null) SetForwarding(now, wanted);
        return Describe(wanted);
    }

    private void SetForwarding(NetOptions before, NetOptions after)
    {
        try
        {
            forwarding.Bring(after);
        }
        catch
        {
            store.Write(before);
            throw;
        }
    }

    private CtNetOption Describe(NetOptions options) => new()
    {
        InterconnectPoolV4 = options.PoolV4,
        InterconnectPoolV6 = options.PoolV6,
        DefaultBridge = options.DefaultBridge,
        ForwardAccept = options.ForwardAccept,
        StateDirectory = store.Directory,
    };

    private static void RequireFamily(InterconnectPool? pool, IPVersion version)
    {
        if (pool?.Network is not { } network || Prefix.Version(network) == version) return;
        throw InterfaceErrors.WrongFamily($"The pool {pool}", version, "the host");
    }
}
