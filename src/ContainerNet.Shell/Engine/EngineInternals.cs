using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ContainerNet.Shell.Engine;

/// <summary>
/// The three things that pwsh's own host and modules do to the engine and that the engine has no public way for.
/// </summary>
/// <remarks>The engine is shipped beside this program in one fixed version, so that what is here stays true.</remarks>
internal static class EngineInternals
{
    private const BindingFlags NonPublic = BindingFlags.Instance | BindingFlags.NonPublic;
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
        var formatter = s_engine.GetType(FormatNamespace + "InnerFormatShapeCommand", throwOnError: true)!;
        SetImplementation(command, Activator.CreateInstance(
            formatter, NonPublic, binder: null, [Enum.Parse(shapes, shape)], culture: null)!);
    }

    private static void SetImplementation(PSCmdlet command, object implementation)
    {
        var holder = s_engine.GetType(FormatNamespace + "FrontEndCommandBase", throwOnError: true)!;
        holder.GetField("implementation", NonPublic)!.SetValue(command, implementation);
    }

    private static PropertyInfo Property(Type type, string name) =>
        type.GetProperty(name, NonPublic) ?? throw new MissingMemberException(type.FullName, name);
}
