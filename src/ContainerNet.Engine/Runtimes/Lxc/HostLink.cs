using System.Runtime.InteropServices;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Host veths by name, in the network namespace of the calling thread.</summary>
internal static partial class HostLink
{
    /// <summary>Whether a link of this name is there. Needs no netlink socket, as it is asked in loops.</summary>
    /// <param name="name">The name.</param>
    public static bool Exists(string name) => IndexOf(name) != 0;

    /// <summary>Whether a host veth, or the ifb that belongs to it, is there.</summary>
    /// <param name="name">The host veth's name.</param>
    public static bool HasLeft(string name) => Exists(name) || Exists(IfbName.Of(name));

    [LibraryImport("libc.so.6", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint IndexOf(string name);
}
