using Xunit.Runner.InProc.SystemConsole;

namespace ContainerNet.Engine.Tests;

/// <summary>The test program; with the word of a child process it plays that one's part instead.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args is [ChildProcess.Word, .. string[] part]) return ChildProcess.Play(part);
        return ConsoleRunner.Run(args).GetAwaiter().GetResult();
    }
}
