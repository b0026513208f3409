using System.Runtime.CompilerServices;

namespace ContainerNet.Engine.Tests.Scenarios.Bridges;

/// <summary>The systemd units that are shipped, as systemd reads them; what their commands do, other tests
/// say.</summary>
public sealed class RestoreUnitTests
{
    [Theory]
    [InlineData("docs/examples/containernet-restore.service", "containernet-restore.service")]
    [InlineData("Module/systemd/containernet-netns@.service", "containernet-netns@web01.service")]
    public void Systemd_finds_nothing_to_say_about_it(string shipped, string name)
    {
        Requirement.Programs("systemd-analyze");
        string folder = Directory.CreateTempSubdirectory("containernet-unit-").FullName;
        try
        {
            // It wants to see the program.
            string unit = File.ReadAllText(Shipped(shipped));
            string file = Path.Combine(folder, name);
            File.WriteAllText(file, unit.Replace("/usr/bin/pwsh", "/bin/sh", StringComparison.Ordinal));
            var tool = Tool.Run("systemd-analyze", "verify", "--man=no", file);
            Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Shipped(string path, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../..", path);
}
