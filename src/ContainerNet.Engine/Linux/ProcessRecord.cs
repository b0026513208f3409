using System.Globalization;

namespace ContainerNet.Engine.Linux;

/// <summary>A process that cannot be mistaken for a later one with the same pid.</summary>
/// <param name="Pid">The pid on the host.</param>
/// <param name="StartTime">Field 22 of /proc/PID/stat (proc(5)), in clock ticks since boot.</param>
/// <param name="HasChild">Whether the command is its child.</param>
internal sealed record ProcessRecord(int Pid, ulong StartTime, bool HasChild)
{
    public static ProcessRecord Of(int pid, bool hasChild) => new(pid, StartTimeOf(pid) ?? 0, hasChild);

    public bool IsAlive() => StartTimeOf(Pid) == StartTime;

    public static int? FirstChild(int pid)
    {
        string path = $"/proc/{pid}/task/{pid}/children";
        if (!File.Exists(path)) return null;
        string[] children = File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Length > 0 ? int.Parse(children[0], CultureInfo.InvariantCulture) : null;
    }

    public static ProcessRecord? Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.TrimEntries);
        return words.Length == 3
            && int.TryParse(words[0], CultureInfo.InvariantCulture, out int pid)
            && ulong.TryParse(words[1], CultureInfo.InvariantCulture, out ulong startTime)
            ? new ProcessRecord(pid, startTime, words[2] == "1")
            : null;
    }

    public override string ToString() => FormattableString.Invariant($"{Pid} {StartTime} {(HasChild ? 1 : 0)}");

    /// <summary>When a process started, in clock ticks since boot; null when there is none, or it has ended.</summary>
    public static ulong? StartTimeOf(int pid)
    {
        try
        {
            // The command's name, in parentheses, may itself contain blanks and parentheses.
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : ulong.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
