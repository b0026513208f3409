using System.Diagnostics;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// A program that was run to its end; it inherits the network namespace of the thread that started it.
/// </summary>
internal sealed record Tool(int ExitCode, string Output, string Error)
{
    public static Tool Run(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        string error = "";

        // A thread of the pool's that is made here would stay in this thread's namespaces, and keep them.
        var reader = new Thread(() => error = process.StandardError.ReadToEnd());
        reader.Start();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        reader.Join();
        return new Tool(process.ExitCode, output, error);
    }

    public static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
