using System.Diagnostics;
using System.Reflection;
using ContainerNet.Engine.Linux;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// This program, started once more, as a process that plays a part: a static method, with an engine of its own where
/// it asks for one. An error of the engine goes to standard error as "ID|KIND|MESSAGE", and the exit code is 1 then.
/// </summary>
internal static class ChildProcess
{
    /// <summary>The first argument of a child.</summary>
    public const string Word = "child";

    private const BindingFlags StaticMethods = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "ContainerNet.Engine.Tests");

    /// <summary>Starts a part that needs no engine, in the network namespace of the calling thread.</summary>
    public static Process Start(Action<string[]> part, params string[] arguments) =>
        Tool.Start(Program, [Word, .. Describe(part.Method), .. arguments]);

    /// <summary>Starts a part with an engine, in the network namespace of the calling thread.</summary>
    public static Process Start(
        EngineOptions options, Action<EngineSession, string[]> part, params string[] arguments) =>
        Tool.Start(Program, Command(options, part, arguments)[1..]);

    /// <summary>The program and its arguments.</summary>
    public static string[] Command(
        EngineOptions options, Action<EngineSession, string[]> part, params string[] arguments) =>
        [
            Program, Word, .. Describe(part.Method),
            options.StateDirectory, options.RunDirectory, options.LxcPath!, .. arguments,
        ];

    /// <summary>What the child does.</summary>
    /// <param name="words">The arguments after <see cref="Word"/>.</param>
    public static int Play(string[] words)
    {
        MethodInfo method = Type.GetType(words[0], throwOnError: true)!.GetMethod(words[1], StaticMethods)!;
        if (method.GetParameters().Length == 1)
        {
            method.CreateDelegate<Action<string[]>>()(words[2..]);
            return 0;
        }

        try
        {
            var session = new EngineSession(new EngineOptions
            {
                StateDirectory = words[2],
                RunDirectory = words[3],
                LxcPath = words[4],
            });
            method.CreateDelegate<Action<EngineSession, string[]>>()(session, words[5..]);
            return 0;
        }
        catch (ContainerNetException e)
        {
            Console.Error.WriteLine($"{e.ErrorId}|{e.Kind}|{e.Message}");
            return 1;
        }
    }

    private static string[] Describe(MethodInfo method)
    {
        Assert.True(method.IsStatic, "A part is a static method: a child has no objects of its parent's.");
        return [method.DeclaringType!.FullName!, method.Name];
    }
}
