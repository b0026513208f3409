using System.Diagnostics;

namespace ContainerNet.Tests.Harness;

/// <summary>
/// A program that was run to its end; it inherits the network namespace of the thread that started it.
/// </summary>
internal sealed record Tool(int ExitCode, string Output, string Error)
{
    public static Tool Run(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Tool(process.ExitCode, output, error.Result);
    }

    public static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
