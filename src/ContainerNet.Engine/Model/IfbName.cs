using System.Security.Cryptography;
using System.Text;

namespace ContainerNet.Engine.Model;

/// <summary>The names that we give to ifb devices.</summary>
internal static class IfbName
{
    private const string Prefix = "ifb";

    /// <summary>"ifb" and the host veth's name; digits instead of a name that was chosen too long for it.</summary>
    public static string Of(string hostVeth)
    {
        int room = NameRules.LongestLink - Prefix.Length;
        if (Encoding.UTF8.GetByteCount(hostVeth) <= room) return Prefix + hostVeth;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(hostVeth));
        return Prefix + Convert.ToHexString(hash).ToLowerInvariant()[..room];
    }
}
