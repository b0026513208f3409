using ContainerNet.Shell.Prompt;

namespace ContainerNet.Tests.Shell;

public sealed class CommandHistoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ctnet-test-");

    private string FilePath => Path.Combine(_folder.FullName, "deep", "history");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Commands_are_kept_each_once_whatever_is_in_them()
    {
        string[] commands = ["one", "if (1) {\n  'a\\nb'\n}", @"C:\new", "one"];
        var history = new CommandHistory(FilePath);
        foreach (string command in commands) history.Add(command);
        Assert.Equal(commands[1..], All(history));
        Assert.Equal(commands[1..], All(new CommandHistory(FilePath)));
    }

    [Fact]
    public void Two_sessions_keep_each_others_commands()
    {
        var one = new CommandHistory(FilePath);
        var other = new CommandHistory(FilePath);
        one.Add("a");
        other.Add("b");
        one.Add("c");
        Assert.Equal(["a", "b", "c"], All(new CommandHistory(FilePath)));
    }

    [Fact]
    public void Secrets_stay_in_memory_and_what_starts_with_a_space_is_forgotten()
    {
        var history = new CommandHistory(FilePath);
        history.Add("Set-It -Password x");
        history.Add(" hidden");
        history.Add("  ");
        Assert.Equal(["Set-It -Password x"], All(history));
        Assert.Equal(0, new CommandHistory(FilePath).Count);
    }

    [Fact]
    public void The_file_is_the_users_alone()
    {
        new CommandHistory(FilePath).Add("x");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void A_file_that_cannot_be_used_is_no_failure()
    {
        Directory.CreateDirectory(FilePath);
        var history = new CommandHistory(FilePath);
        history.Add("x");
        Assert.Equal(["x"], All(history));
    }

    private static string[] All(CommandHistory history) =>
        [.. Enumerable.Range(0, history.Count).Select(place => history[place])];
}
