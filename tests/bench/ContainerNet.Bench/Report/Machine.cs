using System.Runtime.InteropServices;
using ContainerNet.Bench.Contests;

namespace ContainerNet.Bench.Report;

/// <summary>What a result has to be read with.</summary>
internal static class Machine
{
    /// <summary>One line: kernel, processors, runtime, shell.</summary>
    public static string Describe()
    {
        string model = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "";
        string kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        return $"Linux {kernel}, {Environment.ProcessorCount} processors {model}, "
            + $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}, "
            + $"cmdlets in {Path.GetFileNameWithoutExtension(Programs.Shell[^1])}";
    }
}
