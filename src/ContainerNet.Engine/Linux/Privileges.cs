using System.Globalization;

namespace ContainerNet.Engine.Linux;

/// <summary>What the process may do, by its effective capabilities (capabilities(7)).</summary>
internal static class Privileges
{
    // linux/capability.h
    private static readonly (int Bit, string Name)[] s_needed = [(12, "CAP_NET_ADMIN"), (21, "CAP_SYS_ADMIN")];

    /// <summary>Refuses early, with the name of what is missing.</summary>
    /// <exception cref="ContainerNetException">InsufficientPrivilege.</exception>
    public static void Require(string purpose)
    {
        ulong effective = Effective();
        string[] missing = s_needed.Where(n => (effective >> n.Bit & 1) == 0).Select(n => n.Name).ToArray();
        if (missing.Length == 0) return;
        throw new ContainerNetException(
            "InsufficientPrivilege", CtErrorKind.PermissionDenied,
            $"Cannot {purpose}: this process lacks {string.Join(" and ", missing)}.", null,
            "Run as root. Get- cmdlets and -WhatIf work without.");
    }

    private static ulong Effective()
    {
        foreach (string line in File.ReadLines("/proc/thread-self/status"))
        {
            if (line.StartsWith("CapEff:", StringComparison.Ordinal))
            {
                return ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
