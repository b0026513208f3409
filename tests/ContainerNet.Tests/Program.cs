using Xunit.Runner.InProc.SystemConsole;

namespace ContainerNet.Tests;

/// <summary>The test program; started by a test with "child FILE", it is a process of its own that runs a script.</summary>
internal static class Program
{
    public static int Main(string[] args) => args is [ChildProcess.Word, string script]
        ? ChildProcess.Play(script)
        : ConsoleRunner.Run(args).GetAwaiter().GetResult();
}
