using System.Text.RegularExpressions;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// The system calls of a process, as strace saw them: what the engine did, and not what it says it did.
/// </summary>
internal sealed partial class Trace
{
    private readonly string[] _lines;

    private Trace(string[] lines) => _lines = lines;

    /// <summary>Datagrams handed to the kernel by netlink.</summary>
    public int NetlinkDatagrams => Count("sendmsg(", "nlmsg_len") + Count("sendto(", "nlmsg_len");

    /// <summary>Those of rtnetlink that ask for a change, and not for a look.</summary>
    public int NetlinkChanges => _lines.Count(l => MessageType().Match(l) is { Success: true } type && !IsLook(type));

    /// <summary>Times that the store's lock was taken: its first byte; the second one is where others queue.</summary>
    public int Locks => Count("F_OFD_SETLK", "F_WRLCK", "l_start=0", "= 0");

    /// <summary>Files and folders that were opened, or tried to be, below a folder.</summary>
    public IEnumerable<string> OpenedBelow(string folder) => _lines.Where(l =>
        (Has(l, " openat(") || Has(l, " open(")) && l.Contains($"\"{folder}", StringComparison.Ordinal));

    /// <summary>Times that a file of a folder was opened to be read, by its path.</summary>
    public IEnumerable<(string Path, int Times)> ReadBelow(string folder) => OpenedBelow(folder)
        .Where(l => !Has(l, "O_DIRECTORY") && !Has(l, "O_CREAT") && !Has(l, "O_WRONLY") && !Has(l, "O_RDWR"))
        .GroupBy(l => l.Split('"')[1])
        .Select(g => (g.Key, g.Count()));

    /// <summary>Times that a path was opened in a container's root file system, as the container would see
    /// it.</summary>
    public IEnumerable<string> OpenedInside(string path) =>
        _lines.Where(l => Has(l, " openat2(") && l.Contains($"\"{path}\"", StringComparison.Ordinal));

    /// <summary>Threads that were made.</summary>
    public int Threads => Count(" clone", "CLONE_THREAD");

    /// <summary>Processes that were made, and programs that were run.</summary>
    public IEnumerable<string> Processes => _lines.Where(l =>
        (Has(l, " clone") && !Has(l, "CLONE_THREAD")) || Has(l, " fork(") || Has(l, " vfork(") || Has(l, " execve("));

    /// <summary>Leaves a mark in the trace of this process: it looks for a file that is not there.</summary>
    public static void Mark(string name)
    {
        try
        {
            File.OpenHandle($"/mark-{name}").Dispose();
        }
        catch (FileNotFoundException)
        {
        }
    }

    /// <summary>What happened between two marks.</summary>
    public Trace Between(string first, string second)
    {
        int begin = Array.FindIndex(_lines, l => l.Contains($"\"/mark-{first}\"", StringComparison.Ordinal));
        int end = Array.FindIndex(_lines, l => l.Contains($"\"/mark-{second}\"", StringComparison.Ordinal));
        Assert.True(begin >= 0 && end > begin, $"The child did not come from {first} to {second}.");
        return new Trace(_lines[(begin + 1)..end]);
    }

    /// <summary>Times that a container's file was replaced or removed.</summary>
    public int StoreWrites(string container) =>
        _lines.Count(l => l.Contains($"/containers/{container}.yml\"", StringComparison.Ordinal)
            && (l.Contains("rename", StringComparison.Ordinal) || l.Contains("unlink", StringComparison.Ordinal)));

    /// <summary>The calls that made, changed or removed something in a folder.</summary>
    public IEnumerable<string> ChangesOf(string folder) => _lines.Where(l =>
        l.Contains($"\"{folder}", StringComparison.Ordinal)
        && (Has(l, "O_WRONLY") || Has(l, "O_RDWR") || Has(l, "O_CREAT") || Has(l, "mkdir") || Has(l, "rename")
            || Has(l, "unlink") || Has(l, "rmdir") || Has(l, "symlink") || Has(l, "mount(")));

    /// <summary>Has a child process on the host play a part, and gives what it called.</summary>
    public static (Tool Child, Trace Trace) Of(
        TestHost host, Action<EngineSession, string[]> part, params string[] partArguments)
    {
        Requirement.Programs("strace");
        string file = host.NewPath(".strace");
        string[] arguments =
        [
            "-f", "-qq", "--seccomp-bpf", "-s", "256", "-o", file,
            "-e", "trace=socket,sendmsg,sendto,fcntl,openat,openat2,open,mkdir,rename,renameat,renameat2,unlink,"
                + "unlinkat,rmdir,symlink,symlinkat,mount,umount2,setns,unshare,clone,clone3,fork,vfork,execve",
            .. ChildProcess.Command(host.Options, part, partArguments),
        ];
        Tool child = host.Run("strace", arguments);
        return (child, new Trace(Joined(File.ReadAllLines(file))));
    }

    // A call during which another thread made one is on two lines: "PID call(… <unfinished ...>", "PID <... call
    // resumed>…".
    private static string[] Joined(string[] lines)
    {
        var open = new Dictionary<string, string>();
        var whole = new List<string>();
        foreach (string line in lines)
        {
            string thread = line.Split(' ')[0];
            int cut = line.IndexOf(" <unfinished ...>", StringComparison.Ordinal);
            int rest = line.IndexOf(" resumed>", StringComparison.Ordinal);
            if (cut >= 0) open[thread] = line[..cut];
            else if (rest >= 0 && open.Remove(thread, out string? begun)) whole.Add(begun + line[(rest + 9)..]);
            else whole.Add(line);
        }

        return [.. whole, .. open.Values];
    }

    [GeneratedRegex(@"nlmsg_type=(?:(?<name>[A-Z_]+)|0x(?<number>[0-9a-f]+))")]
    private static partial Regex MessageType();

    // linux/rtnetlink.h: of each four types, the third is the one that gets. Those of nft, which lists, are greater.
    private static bool IsLook(Match type)
    {
        string name = type.Groups["name"].Value;
        if (name.Length > 0)
        {
            return !name.StartsWith("RTM_", StringComparison.Ordinal)
                || name.Contains("_GET", StringComparison.Ordinal);
        }

        int number = Convert.ToInt32(type.Groups["number"].Value, 16);
        return (number & 3) == 2 || number > 0xff;
    }

    private int Count(params string[] words) => _lines.Count(l => words.All(w => Has(l, w)));

    private static bool Has(string line, string word) => line.Contains(word, StringComparison.Ordinal);
}
