using System.ComponentModel;
using System.Diagnostics;
using ContainerNet.Engine.Linux;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Runs a program of LXC's or ip(8).</summary>
/// <remarks>
/// On the calling thread, which may have a network namespace of its own that the program shall inherit: LXC's command
/// sockets are abstract, so there is one set of them in each network namespace.
/// </remarks>
internal static class LxcProgram
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="timeout">After this it is killed.</param>
    /// <param name="cancellation">Kills it too.</param>
    /// <returns>Exit code, standard output and error.</returns>
    public static (int ExitCode, string Output, string Error) Run(
        string program, IEnumerable<string> arguments, TimeSpan timeout, CancellationToken cancellation = default)
    {
        using Process process = Launch(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        long started = Stopwatch.GetTimestamp();
        while (!process.WaitForExit(s_poll))
        {
            Waiting.Pulse();
            if (!cancellation.IsCancellationRequested && Stopwatch.GetElapsedTime(started) < timeout) continue;
            process.Kill();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            throw new ContainerNetException(
                "ToolTimeout", CtErrorKind.Timeout, $"{program} did not end in {timeout.TotalSeconds:0} s.", program);
        }

        return (process.ExitCode, Said(output), Said(error));
    }

    /// <summary>Standard output; null when the program is not there or fails.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string? Ask(string program, IEnumerable<string> arguments)
    {
        try
        {
            (int code, string output, _) = Run(program, arguments, TimeSpan.FromSeconds(10));
            return code == 0 ? output : null;
        }
        catch (ContainerNetException e) when (e.ErrorId == "ToolMissing")
        {
            return null;
        }
    }

    private static Process Launch(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            })!;
        }
        catch (Win32Exception e)
        {
            throw new ContainerNetException(
                "ToolMissing", CtErrorKind.ToolFailed, $"'{program}' can't be run: {e.Message}", program,
                "Install LXC and iproute2.", e);
        }
    }

    // A daemon that it left behind may hold the pipe open.
    private static string Said(Task<string> text) =>
        text.Wait(TimeSpan.FromSeconds(1)) ? text.Result.Trim() : "";
}
