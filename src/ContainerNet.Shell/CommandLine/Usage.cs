using System.Management.Automation;
using System.Reflection;

namespace ContainerNet.Shell.CommandLine;

/// <summary>What the shell says about itself.</summary>
internal static class Usage
{
    /// <summary>How the shell is started.</summary>
    public const string Text = """

        Usage: ctnet [[-File] <filePath> [args]]
                     [-Command { - | <string> [<CommandParameters>] } ]
                     [-CommandWithArgs <string> [<args>]]
                     [-EncodedCommand <Base64EncodedCommand>]
                     [-NoExit] [-NoLogo] [-NonInteractive] [-NoProfile]
                     [-Version] [-WorkingDirectory <directoryPath>]

               ctnet -h | -Help | -?

        PowerShell with the ContainerNet module loaded. Without arguments: a prompt, or the script on standard input.
        The module is taken from $CONTAINERNET_MODULE, or from ContainerNet/VERSION beside this program's folder.

        All parameters are case-insensitive.
        """;

    /// <summary>The shell's version and the engine's.</summary>
    public static string Version => $"ctnet {Own} (PowerShell {Engine})";

    private static string Own => Informational(typeof(Usage).Assembly);

    private static string Engine => Informational(typeof(PSObject).Assembly).Split(' ')[0];

    // The part after the plus is a commit, which says nothing to a user.
    private static string Informational(Assembly assembly) => assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
