using System.Security.Cryptography;
using System.Text;

namespace ContainerNet.Engine.Store;

/// <summary>The host veth of an interface whose file does not say it: always the same for the same interface.</summary>
internal static class HostVethName
{
    /// <summary>veth and eight digits: short enough for a prefix of three (ifb) within the kernel's 15.</summary>
    public static string Of(string container, string @interface)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{container}/{@interface}"));
        return "veth" + Convert.ToHexString(hash, 0, 4).ToLowerInvariant();
    }
}
