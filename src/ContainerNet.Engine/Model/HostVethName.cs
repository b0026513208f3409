using System.Security.Cryptography;
using System.Text;

namespace ContainerNet.Engine.Model;

/// <summary>The names that we give to host veths.</summary>
internal static class HostVethName
{
    /// <summary>
    /// "veth" and eight base32 digits: 12 characters, so that an ifb device can be called after it within the kernel's
    /// 15,
    /// and the same for the same container and interface, so that it can be known beforehand.
    /// </summary>
    /// <param name="container">The container's name.</param>
    /// <param name="interfaceName">The interface's name.</param>
    /// <param name="attempt">0, or how often the name was found taken.</param>
    public static string Of(string container, string interfaceName, int attempt = 0)
    {
        string what = attempt == 0 ? $"{container}/{interfaceName}" : $"{container}/{interfaceName}/{attempt}";
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(what));
        Span<char> digits = stackalloc char[8];
        for (int i = 0; i < digits.Length; i++) digits[i] = "abcdefghijklmnopqrstuvwxyz234567"[hash[i] & 31];
        return "veth" + new string(digits);
    }
}
