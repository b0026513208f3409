using System.Globalization;
using System.Net;

namespace ContainerNet.Engine.Bridges;

/// <summary>Reads dnsmasq's leases: a line "EXPIRY MAC ADDRESS NAME CLIENT-ID" each.</summary>
internal static class LeaseFile
{
    public static CtBridgeLease[] Read(string bridge, string file)
    {
        try
        {
            return [.. File.ReadLines(file).Select(line => Parse(bridge, line)).OfType<CtBridgeLease>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>One line; null for one that is not a lease, such as that of the server's own DUID.</summary>
    public static CtBridgeLease? Parse(string bridge, string line)
    {
        string[] words = line.Split(' ');
        if (words.Length < 4
            || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long expiry)
            || !IPText.TryParseAddress(words[2], out IPAddress address))
        {
            return null;
        }

        return new CtBridgeLease
        {
            Bridge = bridge,
            Address = address,
            MacAddress = MacAddress.TryParse(words[1], null, out MacAddress? mac) ? mac : null,
            HostName = words[3] == "*" ? null : words[3],
            Expires = expiry == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(expiry).ToLocalTime(),
        };
    }
}
