using System.Diagnostics;
using System.Text.Json;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>Commands from the calling thread, and so in its namespaces.</summary>
internal static class Shell
{
    public static string Run(string command)
    {
        (int code, string output) = Try(command);
        return code == 0 ? output : throw new InvalidOperationException($"{command}: exit code {code}: {output}");
    }

    public static (int Code, string Output) Try(string command)
    {
        string output = Path.GetTempFileName();
        try
        {
            // Into a file: a daemon that a command leaves behind would hold a pipe open.
            using Process process = Process.Start(
                new ProcessStartInfo("/bin/sh", ["-c", "exec >\"$0\" 2>&1 </dev/null; eval \"$1\"", output, command]))!;
            process.WaitForExit();
            return (process.ExitCode, File.ReadAllText(output).Trim());
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>The rows of ip -j.</summary>
    public static JsonElement[] Ip(string arguments, string prefix = "")
    {
        string text = Run($"{prefix} ip -j {arguments}");
        return text.Length == 0 ? [] : [.. JsonDocument.Parse(text).RootElement.EnumerateArray()];
    }
}
