using System.Diagnostics;
using System.Reflection;

namespace ContainerNet.Tests.Shell;

/// <summary>The staged shell as a process of its own, with an empty module in the place of ContainerNet.</summary>
internal sealed class ShellProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ctnet-test-");

    public ShellProcess()
    {
        Write("ContainerNet/ContainerNet.psd1", "@{ ModuleVersion = '1.0.0' }");
        Environment["CONTAINERNET_MODULE"] = PathOf("ContainerNet");
        Environment["NO_COLOR"] = "";
        Environment["HOME"] = Folder;
        Environment["XDG_STATE_HOME"] = PathOf("state");
        Environment["XDG_CONFIG_HOME"] = PathOf("config");
    }

    public static string Program { get; } = typeof(ShellProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "StagedShell").Value!;

    public string Folder => _folder.FullName;

    /// <summary>What the process gets besides this process's own; an empty value is none.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public Result Run(params string[] arguments) => RunWithInput("", arguments);

    public Result RunWithInput(string input, params string[] arguments)
    {
        using var process = Start(Program, arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return Finish(process);
    }

    /// <summary>Starts a program in the test's folder.</summary>
    public Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for a program's end.</summary>
    public static Result Finish(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The shell did not end. It wrote:\n{output.Result}\n{error.Result}");
        }
        return new Result(process.ExitCode, output.Result, error.Result);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    internal sealed record Result(int ExitCode, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
