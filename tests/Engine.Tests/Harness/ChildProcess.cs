using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
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

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "ContainerNet.Engine.Tests");

    /// <summary>Starts a part that needs no engine, in the network namespace of the calling thread.</summary>
    public static Process Start(Action<string[]> part, params string[] arguments) =>
        Tool.Start(Program, Word, Describe(part.Method, null, arguments));

    /// <summary>Starts a part with an engine, in the network namespace of the calling thread.</summary>
    public static Process Start(
        EngineOptions options, Action<EngineSession, string[]> part, params string[] arguments) =>
        Tool.Start(Program, Word, Text(options, part, arguments));

    /// <summary>The argument after <see cref="Word"/>.</summary>
    public static string Text(EngineOptions options, Action<EngineSession, string[]> part, params string[] arguments) =>
        Describe(part.Method, options, arguments);

    /// <summary>What the child does.</summary>
    public static int Play(string text)
    {
        Part part = JsonSerializer.Deserialize<Part>(text)!;
        MethodInfo method = Type.GetType(part.Type, throwOnError: true)!.GetMethod(part.Method, StaticMethods)!;
        if (part.Options is null)
        {
            method.CreateDelegate<Action<string[]>>()(part.Arguments);
            return 0;
        }

        try
        {
            var session = new EngineSession(part.Options);
            method.CreateDelegate<Action<EngineSession, string[]>>()(session, part.Arguments);
            return 0;
        }
        catch (ContainerNetException e)
        {
            Console.Error.WriteLine($"{e.ErrorId}|{e.Kind}|{e.Message}");
            return 1;
        }
    }

    private static string Describe(MethodInfo method, EngineOptions? options, string[] arguments)
    {
        Assert.True(method.IsStatic, "A part is a static method: a child has no objects of its parent's.");
        return JsonSerializer.Serialize(
            new Part(method.DeclaringType!.AssemblyQualifiedName!, method.Name, options, arguments));
    }

    private sealed record Part(string Type, string Method, EngineOptions? Options, string[] Arguments);
}
