using System.Reflection;

namespace ContainerNet.Tests.Harness;

/// <summary>The module as it is shipped, and the folder that its store has in this process.</summary>
/// <remarks>
/// The module reads where its store is when it makes its engine, once a process. So all tests of a process share a
/// store in a temporary folder, run one after another, and each leaves it empty.
/// </remarks>
internal static class StagedModule
{
    private const string StateVariable = "CONTAINERNET_STATE";
    private const string RunVariable = "CONTAINERNET_RUN";
    private const string LxcVariable = "CONTAINERNET_LXCPATH";

    /// <summary>The variable that tells a child of a copy of the module.</summary>
    public const string Variable = "CONTAINERNET_TESTS_MODULE";

    /// <summary>output/ContainerNet/VERSION.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable(Variable) ?? typeof(StagedModule).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "StagedModule").Value!.TrimEnd('/');

    public static string Manifest => Path.Combine(Folder, "ContainerNet.psd1");

    /// <summary>The folder of this run, where the store and whatever else a test writes is.</summary>
    public static string Temporary { get; } = Prepare();

    public static string State => Environment.GetEnvironmentVariable(StateVariable)!;

    /// <summary>The folder of the LXC containers.</summary>
    public static string LxcPath => Environment.GetEnvironmentVariable(LxcVariable)!;

    /// <summary>The file that a container is stored in.</summary>
    public static string FileOf(string container) => Path.Combine(State, "containers", container + ".yml");

    /// <summary>A path in the run's folder that nothing has yet.</summary>
    public static string NewPath(string end) => Path.Combine(Temporary, Path.GetRandomFileName() + end);

    private static string Prepare()
    {
        // A child of the tests works on the store of its parent.
        if (Environment.GetEnvironmentVariable(StateVariable) is { Length: > 0 } given
            && ChildProcess.IsThis) return Path.GetDirectoryName(given)!;
        string folder = Directory.CreateTempSubdirectory("containernet-tests-").FullName;
        Environment.SetEnvironmentVariable(StateVariable, Path.Combine(folder, "state"));
        Environment.SetEnvironmentVariable(RunVariable, Path.Combine(folder, "run"));
        Environment.SetEnvironmentVariable(LxcVariable, Path.Combine(folder, "lxc"));

        // PowerShell keeps caches in the home folder, and says that it was started, unless told otherwise.
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(folder, "cache"));
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", Path.Combine(folder, "config"));
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Path.Combine(folder, "data"));
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Environment.SetEnvironmentVariable("NO_COLOR", "1");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
