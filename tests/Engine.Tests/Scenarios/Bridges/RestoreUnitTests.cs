using System.Runtime.CompilerServices;

namespace ContainerNet.Engine.Tests.Scenarios.Bridges;

/// <summary>The systemd unit of the documentation, as systemd reads it; what its command does, Pester tests.</summary>
public sealed class RestoreUnitTests
{
    private const string Name = "containernet-restore.service";

    [Fact]
    public void Systemd_finds_nothing_to_say_about_it()
    {
        Requirement.Programs("systemd-analyze");
        string folder = Directory.CreateTempSubdirectory("containernet-unit-").FullName;
        try
        {
            // It wants to see the program.
            string unit = File.ReadAllText(Documented());
            string file = Path.Combine(folder, Name);
            File.WriteAllText(file, unit.Replace("/usr/bin/pwsh", "/bin/sh", StringComparison.Ordinal));
            var tool = Tool.Run("systemd-analyze", "verify", "--man=no", file);
            Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Documented([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../../docs/examples", Name);
}
