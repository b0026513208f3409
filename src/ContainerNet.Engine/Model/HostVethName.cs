using System.Security.Cryptography;
using System.Text;

namespace ContainerNet.Engine.Model;

/// <summary>The names that we give to host veths.</summary>
internal static class HostVethName
{
    /// <summary>
    /// How they begin: as no other tool's links do, so that a firewall can match them all as "ctn-*" (nft) or "ctn-+"
    /// (iptables). "veth" is Docker's, Podman's and LXC's own, "vnet" libvirt's, "ve-" systemd-nspawn's, "lxc" Cilium's,
    /// "cali" Calico's, "tap" and "vif" those of virtual machines.
    /// </summary>
    public const string Prefix = "ctn-";

    // As version 0.1.0 named them.
    private const string FormerPrefix = "veth";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const string Figures = "234567";
    private const int Length = 8;

    /// <summary>
    /// The prefix and eight base32 digits: 12 characters, so that an ifb device can be called after it within the
    /// kernel's 15, and the same for the same container and interface, so that it can be known beforehand. The first
    /// is a figure, as names that people choose rarely have it.
    /// </summary>
    /// <param name="container">The container's name.</param>
    /// <param name="interfaceName">The interface's name.</param>
    /// <param name="attempt">0, or how often the name was found taken.</param>
    public static string Of(string container, string interfaceName, int attempt = 0)
    {
        byte[] hash = Hash(attempt == 0 ? $"{container}/{interfaceName}" : $"{container}/{interfaceName}/{attempt}");
        return $"{Prefix}{Figures[hash[0] % Figures.Length]}{Digits(hash.AsSpan(1, Length - 1))}";
    }

    /// <summary>The first of an interface's names that is free.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="interfaceName">The interface's name.</param>
    /// <param name="isTaken">Whether a name is another's.</param>
    public static string Free(string container, string interfaceName, Func<string, bool> isTaken)
    {
        for (int attempt = 0; ; attempt++)
        {
            string name = Of(container, interfaceName, attempt);
            if (!isTaken(name)) return name;
        }
    }

    /// <summary>Whether a name is one of those that are made here, for whatever interface.</summary>
    public static bool IsMade(string name) =>
        name.Length == Prefix.Length + Length && name.StartsWith(Prefix, StringComparison.Ordinal)
        && Figures.Contains(name[Prefix.Length], StringComparison.Ordinal)
        && name[Prefix.Length..].All(c => Letters.Contains(c, StringComparison.Ordinal));

    /// <summary>Whether somebody has chosen the name of an interface's host veth.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="config">The interface.</param>
    public static bool IsChosen(string container, InterfaceConfig config) => !IsMade(config.HostInterface)
        && config.HostInterface != FormerPrefix + Digits(Hash($"{container}/{config.Name}").AsSpan(0, Length));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Digits(ReadOnlySpan<byte> bytes)
    {
        var digits = new StringBuilder(bytes.Length);
        foreach (byte b in bytes) digits.Append(Letters[b & 31]);
        return digits.ToString();
    }
}
