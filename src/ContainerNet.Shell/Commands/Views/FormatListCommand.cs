using System.Management.Automation;
using ContainerNet.Shell.Engine;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ContainerNet.Shell.Commands.Views;

/// <summary>Shows objects as a list; the engine has all of it but the command.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>Takes the engine's formatter.</summary>
    public FormatListCommand() => EngineInternals.SetFormatter(this, "List");
}
