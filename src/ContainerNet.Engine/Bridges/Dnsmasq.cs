using System.Diagnostics;
using System.Globalization;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;
using Tmds.Linux;

namespace ContainerNet.Engine.Bridges;

/// <summary>
/// The dnsmasq of each bridge: started in the calling thread's namespace, and ended only when it is surely ours.
/// </summary>
internal sealed class Dnsmasq(BridgeStore store, string runDirectory)
{
    private const string Program = "dnsmasq";
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);
    private readonly string _folder = Path.Combine(runDirectory, "bridges");

    /// <summary>Refuses early when the program is not installed.</summary>
    /// <exception cref="ContainerNetException">ToolMissing.</exception>
    public static string Require(string bridge) => HostProgram.Find(Program) ?? throw BridgeErrors.ToolMissing(
        Program, $"serve DHCP on {bridge}",
        "apt-get install dnsmasq-base (or your distribution's dnsmasq); without DHCP: New-CtBridge -NoDhcp.");

    /// <summary>The server's process id; null when none of ours runs.</summary>
    public int? FindPid(string bridge)
    {
        var record = ProcessRecord.Parse(ReadOrNull(PathOf(bridge, "process")) ?? "");
        if (record?.IsAlive() == true) return record.Pid;

        // Whoever started it may have been killed before it wrote its record: then the command line tells.
        return int.TryParse(ReadOrNull(PathOf(bridge, "pid")), CultureInfo.InvariantCulture, out int pid)
            && ReadOrNull($"/proc/{pid}/cmdline")?.Split('\0').Contains(Argument(bridge)) == true
                ? pid
                : null;
    }

    /// <summary>Whether the server runs with these settings.</summary>
    public bool IsAsWanted(BridgeConfig config, int linkIndex) =>
        FindPid(config.Name) is not null && ReadOrNull(PathOf(config.Name, "conf")) == Text(config, linkIndex);

    /// <summary>Ensures that the server runs with these settings.</summary>
    /// <exception cref="ContainerNetException">ToolMissing, or ToolFailed with dnsmasq's own words.</exception>
    public void Bring(BridgeConfig config, int linkIndex)
    {
        if (IsAsWanted(config, linkIndex)) return;
        string program = Require(config.Name);
        Stop(config.Name);
        Directory.CreateDirectory(_folder);
        DurableFile.Replace(PathOf(config.Name, "conf"), Text(config, linkIndex));
        string log = PathOf(config.Name, "log");

        // It goes into the background by itself once it listens; what it says before goes to a file, because a pipe
        // would stay open with it.
        (int code, _, _) = HostProgram.Run(
            "/bin/sh", ["-c", "exec \"$@\" </dev/null >\"$0\" 2>&1", log, program, Argument(config.Name)]);
        if (code != 0)
        {
            string said = (ReadOrNull(log) ?? "").Trim().Replace('\n', ' ');
            if (said.Length == 0) said = $"exit code {code}";
            throw BridgeErrors.ToolFailed(Program, $"serve DHCP on {config.Name}", said);
        }

        if (FindPid(config.Name) is { } pid)
        {
            DurableFile.Replace(PathOf(config.Name, "process"), ProcessRecord.Of(pid, hasChild: false).ToString());
        }
    }

    /// <summary>Ends the server: asks first, then insists. Nothing to do when none runs.</summary>
    public void Stop(string bridge)
    {
        if (FindPid(bridge) is { } pid)
        {
            var process = ProcessRecord.Of(pid, hasChild: false);
            _ = LibC.kill(pid, LibC.SIGTERM);
            if (!WaitForEnd(process))
            {
                _ = LibC.kill(pid, LibC.SIGKILL);
                WaitForEnd(process);
            }
        }

        if (!Directory.Exists(_folder)) return;
        foreach (string kind in new[] { "process", "pid", "conf", "log" }) File.Delete(PathOf(bridge, kind));
    }

    private string Text(BridgeConfig config, int linkIndex) => DnsmasqConfig.Write(
        config, linkIndex, store.LeaseFile(config.Name), PathOf(config.Name, "pid"), User());

    // Its own folder in /var/run and its own user come with the distribution's package; the user nobody exists
    // everywhere.
    private static string? User()
    {
        string[] users = (ReadOrNull("/etc/passwd") ?? "").Split('\n').Select(l => l.Split(':')[0]).ToArray();
        return Array.Find(["dnsmasq", "nobody"], users.Contains);
    }

    private string Argument(string bridge) => $"--conf-file={PathOf(bridge, "conf")}";

    private string PathOf(string bridge, string kind) => Path.Combine(_folder, $"{bridge}.{kind}");

    private static bool WaitForEnd(ProcessRecord process)
    {
        long start = Stopwatch.GetTimestamp();
        while (process.IsAlive())
        {
            if (Stopwatch.GetElapsedTime(start) > s_grace) return false;
            Thread.Sleep(5);
        }

        return true;
    }

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
