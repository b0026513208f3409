using System.Diagnostics;
using System.Text;

namespace ContainerNet.Tests.Shell;

/// <summary>The prompt, on a pseudo-terminal that util-linux's script makes.</summary>
public sealed class PromptTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private readonly ShellProcess _shell = new();
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    public PromptTests()
    {
        _shell.Environment["TERM"] = "xterm";
        string log = _shell.PathOf("typescript");
        _process = _shell.Start("script", "-qec", $"stty cols 80 rows 24; exec {ShellProcess.Program} -NoLogo", log);
        new Thread(Read) { IsBackground = true }.Start();
        Wait("PS ");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _shell.Dispose();
    }

    [Fact]
    public void Commands_are_run_and_their_objects_shown()
    {
        Type("[pscustomobject]@{ Sum = 40 + 2 }\r");
        Wait("42");
        Type("exit 7\r");
        Assert.Equal(7, End());
    }

    [Fact]
    public void A_command_goes_on_over_lines()
    {
        Type("if ($true) {\r");
        Wait(">> ");
        Type("'x' * 3 + 'y'\r}\r");
        Wait("xxxy");
        Type("\u0004");
        Assert.Equal(0, End());
    }

    [Fact]
    public void Ctrl_C_stops_the_command_and_not_the_shell()
    {
        Type("'go' + 'ing'; Start-Sleep 600\r");
        Wait("going");
        Type("\u0003");
        Type("'still ' + 'here'\r");
        Wait("still here");
    }

    [Fact]
    public void Ctrl_C_gives_the_line_up()
    {
        Type("throw 'never'\u0003");
        Wait("^C");
        Type("'af' + 'ter'\r");
        Wait("after");
        Assert.DoesNotContain("Exception", Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_completes_a_command_and_a_file()
    {
        _shell.Write("some-file.txt", "its " + "content");
        Type("Get-Cont\t some-f\t\r");
        Wait("its content");
    }

    [Fact]
    public void The_history_is_there_in_the_next_session()
    {
        Type("'remem' + 'bered'\r");
        Wait("remembered");
        Type("exit\r");
        End();
        Assert.Equal("'remem' + 'bered'\nexit\n", File.ReadAllText(_shell.PathOf("state/ctnet/history")));
    }

    [Fact]
    public void Errors_have_colours_and_do_not_end_the_session()
    {
        Type("throw 'oops'\r");
        Wait("\e[31;1moops");
        Type("'on' + 'ward'\r");
        Wait("onward");
    }

    [Fact]
    public void A_nested_prompt_comes_back_to_where_it_was_entered()
    {
        Type("$Host.EnterNestedPrompt(); 'ba' + 'ck'\r");
        Wait(">> ");
        Type("'ins' + 'ide'\r");
        Wait("inside");
        Type("exit\r");
        Wait("back");
    }

    private string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    private void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    private void Wait(string text) => Assert.True(
        SpinWait.SpinUntil(() => Output.Contains(text, StringComparison.Ordinal), s_patience),
        $"'{text}' did not come; there was:\n{Output}");

    private int End()
    {
        Assert.True(_process.WaitForExit(s_patience), Output);
        return _process.ExitCode;
    }

    private void Read()
    {
        var buffer = new char[1024];
        int length;
        while ((length = _process.StandardOutput.Read(buffer)) > 0)
        {
            lock (_output) _output.Append(buffer, 0, length);
        }
    }
}
