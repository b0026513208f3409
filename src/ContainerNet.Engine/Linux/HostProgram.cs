using System.ComponentModel;
using System.Diagnostics;

namespace ContainerNet.Engine.Linux;

/// <summary>Runs a program of the host's, in the namespaces of the calling thread.</summary>
/// <remarks>
/// LXC's programs need that: their command sockets are abstract, so there is one set of them in each network namespace.
/// </remarks>
internal static class HostProgram
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(5);

    // Where a user's PATH may not reach.
    private static readonly string[] s_folders = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    /// <summary>The path of a program; null when it is not installed.</summary>
    /// <remarks>
    /// Process.Start would look in the current directory before the PATH, which may be a container's; and so would an
    /// empty or relative folder of the PATH.
    /// </remarks>
    public static string? Find(string name)
    {
        if (Path.IsPathRooted(name)) return File.Exists(name) ? name : null;
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(':').Where(Path.IsPathRooted).Concat(s_folders)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program to its end, and gives its exit code and what it said.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads; null for nothing.</param>
    /// <param name="timeout">After this it is killed; null for a minute.</param>
    /// <param name="cancellation">Kills it too.</param>
    /// <exception cref="ContainerNetException">ToolMissing or ToolTimeout.</exception>
    public static (int ExitCode, string Output, string Error) Run(
        string program, IEnumerable<string> arguments, string? input = null, TimeSpan? timeout = null,
        CancellationToken cancellation = default)
    {
        TimeSpan limit = timeout ?? s_limit;
        using Process process = Launch(program, arguments, piped: true);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Task fed = Feed(process.StandardInput, input);
        long started = Stopwatch.GetTimestamp();
        while (!process.WaitForExit(s_poll))
        {
            Waiting.Pulse();
            if (!cancellation.IsCancellationRequested && Stopwatch.GetElapsedTime(started) < limit) continue;
            process.Kill();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            throw new ContainerNetException(
                "ToolTimeout", CtErrorKind.Timeout, $"{program} did not end in {limit.TotalSeconds:0} s.", program);
        }

        // A daemon that it left behind may hold the pipes open.
        Task.WaitAll([fed, output, error], s_drain);
        return (process.ExitCode, Said(output), Said(error));
    }

    /// <summary>Standard output; null when the program is not there or fails.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string? Ask(string program, IEnumerable<string> arguments)
    {
        try
        {
            (int code, string output, _) = Run(program, arguments, timeout: TimeSpan.FromSeconds(10));
            return code == 0 ? output : null;
        }
        catch (ContainerNetException e) when (e.ErrorId == "ToolMissing")
        {
            return null;
        }
    }

    /// <summary>Starts a program that goes on after the call, with this process's own input and output.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ContainerNetException">ToolMissing.</exception>
    public static Process Start(string program, IEnumerable<string> arguments) =>
        Launch(program, arguments, piped: false);

    private static Process Launch(string program, IEnumerable<string> arguments, bool piped)
    {
        string path = Find(program) ?? throw Missing(program, "it is not installed", null);
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = piped,
            RedirectStandardOutput = piped,
            RedirectStandardError = piped,
        };

        // What is run to its end is read by us, in English.
        if (piped) start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw Missing(program, e.Message, e);
        }
    }

    private static ContainerNetException Missing(string program, string reason, Exception? cause) => new(
        "ToolMissing", CtErrorKind.ToolFailed, $"'{program}' can't be run: {reason}.", program,
        $"Install the package that has {program}.", cause);

    private static async Task Feed(StreamWriter to, string? input)
    {
        try
        {
            await to.WriteAsync(input).ConfigureAwait(false);
            to.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells why.
        }
    }

    private static string Said(Task<string> text) => text.IsCompletedSuccessfully ? text.Result.Trim() : "";
}
