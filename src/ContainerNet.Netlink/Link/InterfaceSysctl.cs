using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>
/// The settings of a link under <c>/proc/sys/net/{ipv4,ipv6}/conf/LINK/</c>, for what netlink cannot set.
/// </summary>
/// <remarks>
/// /proc/sys/net shows the namespace of the thread that looks: use <see cref="NetworkNamespace.Run{T}"/> for another.
/// The links named "all" and "default" are the kernel's templates.
/// </remarks>
public static class InterfaceSysctl
{
    /// <summary>Longer than any setting of a link.</summary>
    private const int LongestValue = 256;

    /// <summary>Reads a setting in the namespace of the calling thread.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="link">The name of the link. Dots in it are fine.</param>
    /// <param name="key">The name of the setting, such as "rp_filter".</param>
    /// <returns>The value, without the line's end.</returns>
    /// <exception cref="ArgumentException">The family is neither, or a name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">It cannot be read; ENOENT when there is no such link or setting.</exception>
    public static string Read(AddressFamily family, string link, string key)
    {
        string path = PathOf(family, link, key);
        using FileDescriptor file = SystemCalls.OpenRead(path);
        Span<byte> buffer = stackalloc byte[LongestValue];
        int length = SystemCalls.Read(file, buffer, path);
        return Encoding.ASCII.GetString(buffer[..length]).TrimEnd('\n');
    }

    /// <summary>Writes a setting in the namespace of the calling thread.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="link">The name of the link. Dots in it are fine.</param>
    /// <param name="key">The name of the setting, such as "accept_ra".</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The family is neither, or a name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">
    /// It cannot be written; ENOENT when there is no such link or setting, EINVAL when the kernel rejects the value.
    /// </exception>
    public static void Write(AddressFamily family, string link, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        string path = PathOf(family, link, key);
        using FileDescriptor file = SystemCalls.OpenWrite(path);
        SystemCalls.Write(file, Encoding.ASCII.GetBytes(value), path);
    }

    /// <summary>Writes a number as a setting in the namespace of the calling thread.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="link">The name of the link.</param>
    /// <param name="key">The name of the setting.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The family is neither, or a name cannot be a file's.</exception>
    /// <exception cref="NetlinkException">
    /// It cannot be written; ENOENT when there is no such link or setting, EINVAL when the kernel rejects the value.
    /// </exception>
    public static void Write(AddressFamily family, string link, string key, int value)
        => Write(family, link, key, value.ToString(CultureInfo.InvariantCulture));

    private static string PathOf(AddressFamily family, string link, string key)
    {
        string folder = family switch
        {
            AddressFamily.InterNetwork => "ipv4",
            AddressFamily.InterNetworkV6 => "ipv6",
            _ => throw new ArgumentException($"{family} has no settings per link.", nameof(family)),
        };
        RequireFileName(link, nameof(link));
        RequireFileName(key, nameof(key));
        return $"/proc/sys/net/{folder}/conf/{link}/{key}";
    }

    private static void RequireFileName(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (name is "." or ".." || name.AsSpan().ContainsAny('/', '\0'))
            throw new ArgumentException($"'{name}' cannot be the name of a file.", parameter);
    }
}
