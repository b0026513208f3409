using System.Runtime.InteropServices;
using System.Text.Json;
using ContainerNet.Engine.Plan;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Host veths by name, in the network namespace of the calling thread.</summary>
internal static partial class HostLink
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether a link of this name is there.</summary>
    /// <param name="name">The name.</param>
    public static bool Exists(string name) => IndexOf(name) != 0;

    /// <summary>Removes a link, if its alias says that it is this container's and ours.</summary>
    /// <param name="name">The link.</param>
    /// <param name="container">The container.</param>
    public static void DeleteIfOurs(string name, string container)
    {
        if (!Exists(name)) return;
        (int code, string output, _) = LxcProgram.Run("ip", ["-j", "link", "show", "dev", name], s_patience);
        if (code != 0) return;
        using JsonDocument links = JsonDocument.Parse(output);
        bool ours = links.RootElement.EnumerateArray().Any(link =>
            link.TryGetProperty("ifalias", out JsonElement alias)
            && alias.GetString()!.StartsWith($"{Planner.AliasPrefix}{container}/", StringComparison.Ordinal));
        if (ours) LxcProgram.Run("ip", ["link", "del", "dev", name], s_patience);
    }

    [LibraryImport("libc.so.6", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint IndexOf(string name);
}
