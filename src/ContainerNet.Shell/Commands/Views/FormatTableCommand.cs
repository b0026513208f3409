using System.Management.Automation;
using ContainerNet.Shell.Engine;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ContainerNet.Shell.Commands.Views;

/// <summary>Shows objects as a table; the engine has all of it but the command.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>Takes the engine's formatter.</summary>
    public FormatTableCommand() => EngineInternals.SetFormatter(this, "Table");
}
