using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ContainerNet.Shell.Commands;
using ContainerNet.Shell.Hosting;
using ContainerNet.Shell.Modules;

namespace ContainerNet.Shell.Running;

/// <summary>The PowerShell engine on this thread, with the stand-in cmdlets and the ContainerNet module.</summary>
internal sealed class EngineSession : IDisposable
{
    private const string ModulePathVariable = "PSModulePath";

    private EngineSession(Runspace runspace) => Runspace = runspace;

    /// <summary>The runspace that everything runs in.</summary>
    public Runspace Runspace { get; }

    /// <summary>Starts the engine.</summary>
    public static EngineSession Open(ShellHost host, ShellConsole console)
    {
        var state = InitialSessionState.CreateDefault2();
        StandInCommands.AddTo(state);
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        var session = new EngineSession(runspace);
        session.ImportModule(console);
        return session;
    }

    /// <summary>Ends the engine.</summary>
    public void Dispose() => Runspace.Dispose();

    // Without its module the shell is still an engine: it says what is missing, and goes on.
    private void ImportModule(ShellConsole console)
    {
        if (ModuleLocation.Find() is not { } manifest)
        {
            string folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../ContainerNet"));
            Warn(console, $"There is no ContainerNet module in {folder}; ${ModuleLocation.Variable} can name one.");
            return;
        }
        if (!File.Exists(manifest))
        {
            Warn(console, $"The ContainerNet module {manifest}, named by ${ModuleLocation.Variable}, does not exist.");
            return;
        }
        if (ModuleLocation.Root(manifest) is { } root) AddToModulePath(root);
        using var shell = PowerShell.Create(Runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", "Stop");
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException error)
        {
            Warn(console, $"The ContainerNet module {manifest} cannot be loaded: {Reason(error)}");
        }
    }

    // Of an error that -ErrorAction Stop has made an exception, the text says only that.
    private static string Reason(RuntimeException error) =>
        error is ActionPreferenceStopException ? error.ErrorRecord.Exception.Message : error.Message;

    // The engine works its own PSModulePath out when it opens; this comes after it.
    private static void AddToModulePath(string folder)
    {
        string path = Environment.GetEnvironmentVariable(ModulePathVariable) ?? "";
        if (path.Split(Path.PathSeparator).Contains(folder)) return;
        Environment.SetEnvironmentVariable(ModulePathVariable, folder + Path.PathSeparator + path);
    }

    private static void Warn(ShellConsole console, string message) =>
        console.Error.WriteLine($"{PSStyle.Instance.Formatting.Warning}WARNING: {message}{PSStyle.Instance.Reset}");
}
