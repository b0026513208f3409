using System.Diagnostics;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>
/// The commands that one call begins, all of them watched together for a moment: one that cannot run, or misses
/// something, ends within it.
/// </summary>
/// <param name="init">Begins them.</param>
/// <param name="watch">How long after the last one has begun.</param>
internal sealed class StartedInits(InitProcess init, TimeSpan watch) : IDisposable
{
    private const int MostBytes = 4096;
    private const int MostLines = 5;

    private readonly List<(ContainerConfig Container, Process Process)> _started = [];

    /// <summary>Begins the command of a container that has one.</summary>
    /// <returns>Why it could not; null when it could.</returns>
    public ContainerNetException? Begin(ContainerConfig container)
    {
        if (container.Init.Count == 0) return null;
        try
        {
            _started.Add((container, init.Begin(container)));
            return null;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or NetlinkException or ContainerNetException)
        {
            return new ContainerNetException(
                "StartFailed", CtErrorKind.ToolFailed,
                $"Cannot start {container.Name}: '{Text(container)}' could not be started: {e.Message}", container.Name,
                "Correct what the message names, then start it again.", e);
        }
    }

    /// <summary>Watches all of them, and gives those that have ended, each with why.</summary>
    public IReadOnlyList<(ContainerConfig Container, ContainerNetException Error)> Watch()
    {
        var ended = new List<(ContainerConfig, ContainerNetException)>();
        long end = Environment.TickCount64 + (long)watch.TotalMilliseconds;
        foreach ((ContainerConfig container, Process process) in _started)
        {
            Waiting.Pulse();
            if (!process.WaitForExit((int)Math.Max(0, end - Environment.TickCount64))) continue;
            ended.Add((container, Ended(container, process.ExitCode)));
        }

        return ended;
    }

    public void Dispose()
    {
        foreach ((_, Process process) in _started) process.Dispose();
    }

    private ContainerNetException Ended(ContainerConfig container, int exitCode)
    {
        string log = init.LogPath(container.Name);
        string words = LastWords(log);

        // As the shell tells a signal.
        string how = exitCode > 128 ? $"by signal {exitCode - 128}" : $"with exit code {exitCode}";
        return new ContainerNetException(
            "StartFailed", CtErrorKind.ToolFailed,
            $"Cannot start {container.Name}: '{Text(container)}' ended at once {how}{(words.Length > 0 ? ": " + words : "")}.",
            container.Name,
            $"Give a command that keeps running, with its full path inside the root file system; its output is in {log}.");
    }

    private static string Text(ContainerConfig container) => string.Join(' ', container.Init);

    // What it says is the container's: bounded, and harmless to a terminal.
    private static string LastWords(string log)
    {
        try
        {
            using FileStream file = File.OpenRead(log);
            file.Seek(-Math.Min(MostBytes, file.Length), SeekOrigin.End);
            using var reader = new StreamReader(file);
            string[] lines = reader.ReadToEnd().Split(
                '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return string.Join("; ", lines.TakeLast(MostLines).Select(PrintableText.Of));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
