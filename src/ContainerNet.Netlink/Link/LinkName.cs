using System.Text;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

internal static class LinkName
{
    /// <summary>Whether the name fits a message; which characters it may have is the kernel's to judge.</summary>
    public static void Require(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Encoding.UTF8.GetByteCount(name) >= LinkAttribute.NameSize || name.Contains('\0'))
        {
            throw new ArgumentException(
                $"'{name}' is longer than the {LinkAttribute.NameSize - 1} bytes of a link's name.", nameof(name));
        }
    }
}
