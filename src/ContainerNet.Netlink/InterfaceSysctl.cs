using System.Net.Sockets;

namespace ContainerNet.Netlink;

/// <summary>Per-link settings under /proc/sys/net.</summary>
public static class InterfaceSysctl
{
    /// <summary>Stub.</summary>
    public static string Read(AddressFamily family, string link, string key) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static void Write(AddressFamily family, string link, string key, string value) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static void Write(AddressFamily family, string link, string key, int value) => throw new NotImplementedException();
}
