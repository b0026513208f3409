using System.Diagnostics;

namespace ContainerNet.Tests.Shell;

public sealed class ExitCodeTests : IDisposable
{
    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'x'", 1)]
    [InlineData("1 +", 1)]
    [InlineData("Get-Command nosuch", 1)]
    [InlineData("Get-Command nosuch; 5", 0)]
    [InlineData("sh -c 'exit 5'", 1)]
    [InlineData("sh -c 'exit 5'; exit $LASTEXITCODE", 5)]
    public void A_command_line_ends_with(string command, int code) =>
        Assert.Equal(code, _shell.Run("-Command", command).ExitCode);

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 9", 9)]
    [InlineData("exit", 0)]
    [InlineData("throw 'x'", 1)]
    [InlineData("1 +", 1)]
    [InlineData("Get-Command nosuch", 0)]
    [InlineData("sh -c 'exit 5'", 0)]
    [InlineData("function f { exit 4 }; f; 'not here'", 4)]
    public void A_script_file_ends_with(string script, int code) =>
        Assert.Equal(code, _shell.Run(_shell.Write("s.ps1", script)).ExitCode);

    [Fact]
    public void Exit_in_a_called_script_leaves_its_code_to_the_caller()
    {
        _shell.Write("inner.ps1", "exit 3");
        var result = _shell.Run(_shell.Write("s.ps1", "& $PSScriptRoot/inner.ps1; \"inner $LASTEXITCODE\""));
        Assert.Equal((0, "inner 3\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void A_missing_file_is_a_bad_command_line()
    {
        var result = _shell.Run("nosuch.ps1");
        Assert.Equal(64, result.ExitCode);
        Assert.StartsWith("The argument 'nosuch.ps1' is not recognized as the name of a script file.", result.Error,
            StringComparison.Ordinal);
        Assert.Contains("Usage: ctnet", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_stops_the_script_and_its_finally_blocks_run(string signal, int code)
    {
        string script = _shell.Write("s.ps1", """
            try { 'ready'; while ($true) { Start-Sleep -Milliseconds 50 } }
            finally { [System.IO.File]::WriteAllText("$PSScriptRoot/done", 'yes') }
            """);
        using var process = _shell.Start(ShellProcess.Program, script);
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        using (var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"])) kill.WaitForExit();
        Assert.Equal(code, ShellProcess.Finish(process).ExitCode);
        Assert.True(File.Exists(_shell.PathOf("done")));
    }
}
