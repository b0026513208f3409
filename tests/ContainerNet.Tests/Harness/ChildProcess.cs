using System.Diagnostics;
using System.Management.Automation;

namespace ContainerNet.Tests.Harness;

/// <summary>
/// This program, started once more, as a process that imports the module and runs a script: its objects go to standard
/// output as text, its errors to standard error as "ID|CATEGORY|MESSAGE".
/// </summary>
internal static class ChildProcess
{
    /// <summary>The first argument of a child.</summary>
    public const string Word = "child";

    /// <summary>Whether this process is a child.</summary>
    public static bool IsThis => Environment.GetCommandLineArgs() is [_, Word, ..];

    public static string Program => Environment.ProcessPath!;

    /// <summary>Starts a child in the network namespace of the calling thread.</summary>
    public static Process Start(string script) => Tool.Start(Program, Word, Write(script));

    /// <summary>Writes a script where a child can read it.</summary>
    public static string Write(string script)
    {
        string path = StagedModule.NewPath(".ps1");
        File.WriteAllText(path, script);
        return path;
    }

    /// <summary>What the child does.</summary>
    public static int Play(string script)
    {
        using var session = new Session();
        Outcome outcome = session.Try(File.ReadAllText(script));
        foreach (string text in outcome.Texts) Console.Out.WriteLine(text);
        foreach (ErrorRecord error in outcome.Errors.Append(outcome.End).OfType<ErrorRecord>())
        {
            Console.Error.WriteLine($"{Outcome.IdOf(error)}|{error.CategoryInfo.Category}|{error}");
        }

        return outcome.End is null && outcome.Errors.Count == 0 ? 0 : 1;
    }
}
