using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Operations;

/// <summary>The host's settings.</summary>
internal sealed partial class ContainerNetEngine
{
    public CtNetOption GetOptions() => Describe(_options.Read());

    public CtNetOption SetOptions(OptionSettings settings, CancellationToken cancellation = default)
    {
        Privileges.Require("change the settings of the host");
        RequireFamily(settings.InterconnectPoolV4, IPVersion.IPv4);
        RequireFamily(settings.InterconnectPoolV6, IPVersion.IPv6);
        if (settings.DefaultBridge is { } bridge) Names.CheckInterface(bridge, "the host");
        using IDisposable held = _store.Lock(s_lockTimeout, cancellation);
        NetOptions now = _options.Read();
        NetOptions wanted = now with
        {
            PoolV4 = settings.InterconnectPoolV4 ?? now.PoolV4,
            PoolV6 = settings.InterconnectPoolV6 ?? now.PoolV6,
            DefaultBridge = settings.DefaultBridge ?? now.DefaultBridge,
        };
        if (wanted != now) _options.Write(wanted);
        return Describe(wanted);
    }

    private CtNetOption Describe(NetOptions options) => new()
    {
        InterconnectPoolV4 = options.PoolV4,
        InterconnectPoolV6 = options.PoolV6,
        DefaultBridge = options.DefaultBridge,
        StateDirectory = _options.Directory,
    };

    private static void RequireFamily(InterconnectPool? pool, IPVersion version)
    {
        if (pool?.Network is not { } network || Prefix.Version(network) == version) return;
        throw Errors.WrongFamily($"The pool {pool}", version, "the host");
    }
}
