using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ContainerNet.Shell.Commands;

/// <summary>
/// Cmdlets that PowerShell has in modules of its own, and an engine without these modules lacks. Each stands in for
/// the real one with the parameters that it has; where the real one is there, it is left alone.
/// </summary>
internal static class StandInCommands
{
    private const string ItemsModule = @"Microsoft.PowerShell.Management\";
    private const string OtherModule = @"Microsoft.PowerShell.Utility\";

    /// <summary>Adds the cmdlets that the session lacks.</summary>
    public static void AddTo(InitialSessionState state)
    {
        foreach (var type in typeof(StandInCommands).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is not { } cmdlet) continue;
            string name = $"{cmdlet.VerbName}-{cmdlet.NounName}";
            if (state.Commands[name].Count > 0) continue;
            state.Commands.Add(new SessionStateCmdletEntry(name, type, helpFileName: null));
            state.Commands.Add(WithModule(type, name));
        }
    }

    // Careful scripts, and the engine's own completion, name a cmdlet together with its module.
    private static SessionStateAliasEntry WithModule(Type type, string name)
    {
        bool isItems = type.Namespace!.EndsWith(".Items", StringComparison.Ordinal);
        return new SessionStateAliasEntry((isItems ? ItemsModule : OtherModule) + name, name);
    }
}
