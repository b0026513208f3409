using System.Globalization;
using System.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>The text of our include file. Pure.</summary>
internal static class LxcIncludeFile
{
    /// <summary>The lxc.net entries, and the hooks that finish them.</summary>
    /// <param name="paths">The container.</param>
    /// <param name="interfaces">Its interfaces.</param>
    /// <param name="firstIndex">The N of the first lxc.net.N.</param>
    /// <param name="configureContainer">False when an init of the container's own does that end.</param>
    /// <param name="knowsQueues">Whether LXC knows numbers of queues.</param>
    public static string Text(
        LxcPaths paths, IReadOnlyList<InterfaceState> interfaces, int firstIndex, bool configureContainer,
        bool knowsQueues)
    {
        // A word after the closing quote keeps LXC from stripping the pair.
        string hook = LxcText.Quoted(LxcText.Value(paths.Hook, "the path of a hook"));
        var text = new StringBuilder("# Written by ContainerNet, which replaces it when it changes.\n");
        for (int i = 0; i < interfaces.Count; i++) Append(text, firstIndex + i, interfaces[i], hook, knowsQueues);
        if (configureContainer && interfaces.Count != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"lxc.hook.start-host = {hook} container\n");
        }

        return text.ToString();
    }

    // The type comes first: it resets what the index had. Never an address: a network stack in the container would
    // find it there already, and fail.
    private static void Append(StringBuilder text, int index, InterfaceState state, string hook, bool knowsQueues)
    {
        Key("type", "veth");
        Key("flags", "up");
        Key("name", state.Container.Name);
        Key("veth.pair", state.Host.Name);
        if (state.Bridge is { } bridge) Key("link", bridge);
        if (state.Mac is { } mac) Key("hwaddr", mac.ToString());
        if (state.Mtu is { } mtu) Key("mtu", Number(mtu));

        // Unasked, the kernel makes a queue for each processor. LXC before 5.0 cannot ask, and refuses the whole file
        // for a key that it does not know.
        if (knowsQueues || state.TxQueues > 1) Key("veth.n_txqueues", Number(state.TxQueues));
        if (knowsQueues || state.RxQueues > 1) Key("veth.n_rxqueues", Number(state.RxQueues));
        Key("script.up", $"{hook} host {state.Container.Name} {state.Ifb}");

        // Also without a limit: one may come while the container runs, when LXC no longer reads this.
        Key("script.down", $"{hook} gone {state.Ifb}");

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

        void Key(string key, string value)
        {
            string checkedValue = LxcText.Value(value, $"{key} of interface {state.Container.Name}");
            text.Append(CultureInfo.InvariantCulture, $"lxc.net.{index}.{key} = {checkedValue}\n");
        }
    }
}
