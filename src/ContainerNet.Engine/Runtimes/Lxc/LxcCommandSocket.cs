using System.Net.Sockets;
using System.Text;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Where the monitor of a running container listens: it is there exactly while one runs.</summary>
internal static class LxcCommandSocket
{
    // sun_path without the leading zero byte and, as LXC counts, a last one. Longer names are hashed.
    private const int LongestName = 106;

    /// <summary>Whether a monitor listens in the network namespace of the calling thread; null when unknown.</summary>
    /// <param name="paths">The container.</param>
    public static bool? Answers(LxcPaths paths)
    {
        string name = $"{paths.Directory}/command";
        if (Encoding.UTF8.GetByteCount(name) > LongestName) return null;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint("\0" + name));
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused ? false : null;
        }
    }
}
