using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>Hardware addresses of ports, which no bridge prefers to those of its other ports.</summary>
internal static class HighMac
{
    /// <summary>
    /// The greatest first byte of an address that is locally administered and one station's (IEEE 802), as libvirt and
    /// LXC have it; the rest is the same for the same link.
    /// </summary>
    public static MacAddress Of(string link)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(link));
        hash[0] = 0xfe;
        return MacAddress.Parse(string.Join(':', hash[..6].Select(b => b.ToString("x2", CultureInfo.InvariantCulture))));
    }
}
