namespace ContainerNet.Tests.Shell;

public sealed class ScriptTests : IDisposable
{
    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Words_after_a_script_bind_to_its_parameters()
    {
        string script = _shell.Write("s.ps1", """
            param($Name, [int] $Count, [switch] $Loud, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$Name $Count $Loud $($Rest -join ',')"
            """);
        Assert.Equal("a 2 True x,y\n", _shell.Run(script, "-Count", "2", "-Loud", "a", "x", "y").Output);
        Assert.Equal("a b 3 False \n", _shell.Run("-File", script, "a b", "-Count:3", "-Loud:$false").Output);
    }

    [Fact]
    public void A_script_on_standard_input_is_run_whole()
    {
        const string script = "if ($true) {\n  'one'\n}\nelse {\n  'two'\n}\nexit 6\n";
        Assert.Equal((6, "one\n"), Both(_shell.RunWithInput(script)));
        Assert.Equal((6, "one\n"), Both(_shell.RunWithInput(script, "-")));
        Assert.Equal((6, "one\n"), Both(_shell.RunWithInput(script, "-Command", "-")));
    }

    [Fact]
    public void Standard_input_is_the_pipeline_of_a_script_that_reads_it()
    {
        Assert.Equal("[a]\n[b]\n", _shell.RunWithInput("a\nb\n", "-c", "$input | ForEach-Object { \"[$_]\" }").Output);
        string script = _shell.Write("s.ps1", "process { \"<$_>\" } end { exit 4 }");
        Assert.Equal((4, "<a>\n<b>\n"), Both(_shell.RunWithInput("a\nb\n", script)));
        Assert.Equal(1, _shell.RunWithInput("a\n", "-c", "$null = $input; Get-Command nosuch").ExitCode);
    }

    [Fact]
    public void A_script_gets_each_line_as_it_comes()
    {
        using var process = _shell.Start(ShellProcess.Program, _shell.Write("s.ps1", "process { \"<$_>\" }"));
        process.StandardInput.WriteLine("a");
        process.StandardInput.Flush();
        Assert.Equal("<a>", process.StandardOutput.ReadLine());
        process.StandardInput.Close();
        Assert.Equal(0, ShellProcess.Finish(process).ExitCode);
    }

    [Fact]
    public void Standard_input_is_left_to_the_programs_of_a_script_that_does_not_read_it() =>
        Assert.Equal("a\nb\n", _shell.RunWithInput("a\nb\n", "-c", "cat").Output);

    [Fact]
    public void The_script_runs_on_the_main_thread() =>
        Assert.Equal("True\n", _shell.Run("-c", "(Get-Item /proc/thread-self).Target -like \"$PID/task/$PID\"").Output);

    [Fact]
    public void Arguments_and_folders_are_given_on_the_command_line()
    {
        Assert.Equal("a|b c\n", _shell.Run("-CommandWithArgs", "$args -join '|'", "a", "b c").Output);
        Assert.Equal("/usr\n", _shell.Run("-WorkingDirectory", "/usr", "-c", "$PWD.Path").Output);
        Assert.StartsWith("ctnet ", _shell.Run("-Version").Output, StringComparison.Ordinal);
        Assert.Contains("Usage:", _shell.Run("-Help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_profile_runs_first_unless_it_is_declined()
    {
        _shell.Write("config/powershell/ctnet_profile.ps1", "function hello { 'from the profile' }");
        Assert.Equal("from the profile\n", _shell.Run("-c", "hello").Output);
        Assert.Equal(1, _shell.Run("-NoProfile", "-c", "hello").ExitCode);
    }

    [Fact]
    public void A_missing_module_is_a_warning_and_no_end()
    {
        _shell.Environment["CONTAINERNET_MODULE"] = "/nonexistent/ContainerNet.psd1";
        var result = _shell.Run("-c", "1");
        Assert.Equal((0, "1\n"), Both(result));
        Assert.Equal("WARNING: The ContainerNet module /nonexistent/ContainerNet.psd1, named by $CONTAINERNET_MODULE, "
            + "does not exist.\n", result.Error);
    }

    [Fact]
    public void The_staged_module_is_found_beside_the_shell()
    {
        _shell.Environment["CONTAINERNET_MODULE"] = "";
        var result = _shell.Run("-c", "(Get-Module).Name; $env:PSModulePath.Split(':')[0]");
        Assert.Equal("", result.Error);
        Assert.Equal(["ContainerNet", Path.GetFullPath(Path.Combine(ShellProcess.Program, "../.."))], result.Lines);
    }

    private static (int, string) Both(ShellProcess.Result result) => (result.ExitCode, result.Output);
}
