using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ContainerNet.Shell.Engine;

/// <summary>
/// The things that pwsh's own host and modules do to the engine and that the engine has no public way for.
/// </summary>
/// <remarks>The engine is shipped beside this program in one fixed version, so that what is here stays true.</remarks>
internal static class EngineInternals
{
    private const BindingFlags NonPublic = BindingFlags.Instance | BindingFlags.NonPublic;
    private const BindingFlags Any = NonPublic | BindingFlags.Public;
    private const string FormatNamespace = "Microsoft.PowerShell.Commands.Internal.Format.";

    private static readonly Assembly s_engine = typeof(PSObject).Assembly;

    /// <summary>Makes <c>exit</c> in a script file end the session, as pwsh -File does.</summary>
    /// <remarks>
    /// Otherwise <c>exit</c> in a file only ends that file and leaves its code in $LASTEXITCODE, where it cannot be
    /// told from a native command's.
    /// </remarks>
    public static void LetScriptFilesExit(Runspace runspace)
    {
        object context = Property(typeof(Runspace), "ExecutionContext").GetValue(runspace)!;
        Property(context.GetType(), "ScriptCommandProcessorShouldRethrowExit").SetValue(context, true);
    }

    /// <summary>Makes the formatter write an object to the host's error stream.</summary>
    public static void MarkAsError(PSObject record)
    {
        var property = Property(typeof(PSObject), "WriteStream");
        property.SetValue(record, Enum.Parse(property.PropertyType, "Error"));
    }

    /// <summary>Gives a Format- cmdlet the engine's formatter of a shape: Table, List, Wide, Complex.</summary>
    public static void SetFormatter(PSCmdlet command, string shape)
    {
        var shapes = s_engine.GetType(FormatNamespace + "FormatShape", throwOnError: true)!;
        SetImplementation(command, Create("InnerFormatShapeCommand", Enum.Parse(shapes, shape)));
    }

    /// <summary>Gives Out-String the engine's formatter, writing lines of some width to a writer.</summary>
    public static void SetTextOutput(PSCmdlet command, TextWriter writer, int width)
    {
        var lines = Create("TextWriterLineOutput", writer, width);
        var formatter = Create("OutputManagerInner");
        formatter.GetType().GetProperty("LineOutput", NonPublic)!.SetValue(formatter, lines);
        SetImplementation(command, formatter);
    }

    /// <summary>The exception that ends the commands before this one in the pipeline, and no others.</summary>
    public static Exception StopUpstream(Cmdlet command)
    {
        var type = s_engine.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        return (Exception)Activator.CreateInstance(type, Any, binder: null, [command], culture: null)!;
    }

    /// <summary>Makes an error that is written next seem to come from a caller.</summary>
    public static void AttributeTo(ErrorRecord record, InvocationInfo caller)
    {
        typeof(ErrorRecord).GetMethod("SetInvocationInfo", NonPublic)!.Invoke(record, [caller]);
        Property(typeof(ErrorRecord), "PreserveInvocationInfoOnce").SetValue(record, true);
    }

    private static object Create(string formatType, params object[] arguments)
    {
        var type = s_engine.GetType(FormatNamespace + formatType, throwOnError: true)!;
        return Activator.CreateInstance(type, Any, binder: null, arguments, culture: null)!;
    }

    private static void SetImplementation(PSCmdlet command, object implementation)
    {
        var holder = s_engine.GetType(FormatNamespace + "FrontEndCommandBase", throwOnError: true)!;
        holder.GetField("implementation", NonPublic)!.SetValue(command, implementation);
    }

    private static PropertyInfo Property(Type type, string name) =>
        type.GetProperty(name, NonPublic) ?? throw new MissingMemberException(type.FullName, name);
}
