using System.Diagnostics;
using ContainerNet.Engine.Linux;

namespace ContainerNet.Engine.Tests.Linux;

public sealed class HostProgramTests
{
    [Fact]
    public void A_program_says_what_it_read_in_plain_English()
    {
        (int code, string output, string error) = HostProgram.Run(
            "sh", ["-c", "cat; echo $LC_ALL; echo bad >&2; exit 3"], "text\n");
        Assert.Equal((3, "text\nC", "bad"), (code, output, error));
    }

    [Fact]
    public void A_program_that_does_not_read_may_be_given_more_than_a_pipe_holds() =>
        Assert.Equal((0, "", ""), HostProgram.Run("true", [], new string('x', 1 << 20)));

    /// <summary>Process.Start itself looks there first, and it may be a container's.</summary>
    [Theory]
    [InlineData("", "none")]
    [InlineData(".", "none")]
    [InlineData("FOLDER", "ran")]
    public void A_program_of_the_current_directory_runs_only_when_the_PATH_names_it(string path, string expected)
    {
        string folder = Directory.CreateTempSubdirectory("ctnet").FullName;
        try
        {
            string program = Path.Combine(folder, "a-program");
            File.WriteAllText(program, "#!/bin/sh\necho ran\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            string folders = path.Replace("FOLDER", folder, StringComparison.Ordinal);
            using Process child = ChildProcess.Start(Inside, folder, folders);
            Assert.Equal(expected, child.StandardOutput.ReadToEnd());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Inside(string[] arguments)
    {
        Environment.CurrentDirectory = arguments[0];
        Environment.SetEnvironmentVariable("PATH", arguments[1]);
        Console.Write(HostProgram.Ask("a-program", []) ?? "none");
    }

    [Fact]
    public void A_program_that_goes_on_too_long_is_killed_and_named()
    {
        ContainerNetException error = Assert.Throws<ContainerNetException>(() =>
            HostProgram.Run("sleep", ["1000"], timeout: TimeSpan.FromMilliseconds(1)));
        Assert.Equal(("ToolTimeout", CtErrorKind.Timeout, "sleep"), (error.ErrorId, error.Kind, error.Target));
    }

    [Fact]
    public void A_cancelled_program_is_killed()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            HostProgram.Run("sleep", ["1000"], cancellation: cancelled.Token));
    }

    [Fact]
    public void A_daemon_that_holds_the_pipes_does_not_hold_the_call()
    {
        (int code, _, _) = HostProgram.Run("sh", ["-c", "sleep 20 & exit 4"]);
        Assert.Equal(4, code);
    }

    [Fact]
    public void A_missing_program_is_named_and_asking_it_gives_nothing()
    {
        ContainerNetException error = Assert.Throws<ContainerNetException>(
            () => HostProgram.Run("no-such-program", []));
        Assert.Equal("'no-such-program' can't be run: it is not installed.", error.Message);
        Assert.Equal("ToolMissing", error.ErrorId);
        Assert.Null(HostProgram.Ask("no-such-program", []));
    }
}
