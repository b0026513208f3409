using System.Globalization;
using System.Text;

namespace ContainerNet.Engine.Linux;

/// <summary>A process as /proc/PID/stat (proc(5)) shows it.</summary>
/// <param name="Pid">The pid on the host.</param>
/// <param name="Name">Its name, which it may choose.</param>
/// <param name="Parent">The pid of its parent.</param>
/// <param name="Session">The pid of the leader of its session.</param>
/// <param name="StartTime">In clock ticks since boot: with the pid it is this process and no later one.</param>
internal sealed record HostProcess(int Pid, string Name, int Parent, int Session, ulong StartTime)
{
    /// <summary>Whether it still runs.</summary>
    public bool IsAlive => ProcessRecord.StartTimeOf(Pid) == StartTime;

    /// <summary>Looks at all processes once, and gives those in some network namespaces, by namespace.</summary>
    /// <param name="networks">The inodes of the namespaces.</param>
    public static ILookup<ulong, HostProcess> FindIn(IReadOnlySet<ulong> networks)
    {
        var found = new List<(ulong Network, HostProcess Process)>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            bool isProcess = int.TryParse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out int pid);
            if (isProcess && NetworkOf(pid) is { } network && networks.Contains(network) && Read(pid) is { } process)
            {
                found.Add((network, process));
            }
        }

        return found.ToLookup(f => f.Network, f => f.Process);
    }

    /// <summary>Whether the process was given an environment variable when it began.</summary>
    /// <param name="variable">NAME=VALUE.</param>
    public bool HasVariable(string variable)
    {
        try
        {
            string all = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{Pid}/environ"));
            return all.Split('\0').Contains(variable, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // "net:[4026531840]"; one that ended meanwhile, or is a zombie, has none.
    private static ulong? NetworkOf(int pid)
    {
        try
        {
            string? link = new FileInfo($"/proc/{pid}/ns/net").LinkTarget;
            return link is ['n', 'e', 't', ':', '[', .. string number, ']']
                && ulong.TryParse(number, CultureInfo.InvariantCulture, out ulong inode)
                ? inode
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static HostProcess? Read(int pid)
    {
        try
        {
            // The name, in parentheses, may itself contain blanks and parentheses.
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            int end = stat.LastIndexOf(')');
            string[] fields = stat[(end + 2)..].Split(' ');
            return new HostProcess(
                pid, stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end], Number(fields[1]), Number(fields[3]),
                ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }

        static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
    }
}
