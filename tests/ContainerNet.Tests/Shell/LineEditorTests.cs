using ContainerNet.Shell.Prompt;

namespace ContainerNet.Tests.Shell;

public sealed class LineEditorTests
{
    private readonly CommandHistory _history = new();
    private Completions _completions = Completions.None;

    [Theory]
    [InlineData("abc", "abc|")]
    [InlineData("abc{Left}{Left}X", "aX|bc")]
    [InlineData("abc{Home}{Delete}", "|bc")]
    [InlineData("abc{Backspace}{Backspace}", "a|")]
    [InlineData("abc{Ctrl+A}{Right}{Ctrl+K}{End}{Ctrl+Y}{Ctrl+Y}", "abcbc|")]
    [InlineData("one two-three{Ctrl+W}", "one |")]
    [InlineData("one two-three{Alt+Backspace}", "one two-|")]
    [InlineData("one two{Alt+B}{Alt+B}{Alt+D}", "| two")]
    [InlineData("one two{Ctrl+Left}{Ctrl+U}", "|two")]
    [InlineData("a{Ctrl+D}b{Left}{Left}{Ctrl+D}", "|b")]
    [InlineData("😀{Left}x{Right}{Backspace}", "x|")]
    public void Keys_edit_the_line(string keys, string expected)
    {
        var editor = NewEditor();
        Assert.Equal(EditResult.Continue, Press(editor, keys));
        Assert.Equal(expected, Shown(editor));
    }

    [Fact]
    public void Enter_ends_a_complete_command_and_goes_on_with_another()
    {
        var editor = NewEditor();
        Assert.Equal(EditResult.Continue, Press(editor, "if {{Enter}x{Enter}"));
        Assert.Equal("if {\nx\n", editor.Text);
        Assert.Equal(EditResult.Accept, Press(editor, "}{Enter}"));
    }

    [Fact]
    public void Up_and_down_go_through_the_lines_before_the_history()
    {
        _history.Add("old");
        var editor = NewEditor();
        Press(editor, "ab{{Enter}c{Up}");
        Assert.Equal("a|b{\nc", Shown(editor));
        Press(editor, "{Up}");
        Assert.Equal("old|", Shown(editor));
        Press(editor, "{Down}");
        Assert.Equal("ab{\nc|", Shown(editor));
    }

    [Fact]
    public void Earlier_commands_come_back_and_what_was_typed_waits()
    {
        _history.Add("first");
        _history.Add("second");
        var editor = NewEditor();
        Press(editor, "new{Up}{Up}{Up}");
        Assert.Equal("first", editor.Text);
        Press(editor, "{Ctrl+N}{Ctrl+N}{Ctrl+N}");
        Assert.Equal("new", editor.Text);
    }

    [Fact]
    public void Search_finds_the_newest_that_contains_the_text()
    {
        foreach (string command in new[] { "Get-Ct one", "ls", "Get-Ct two" }) _history.Add(command);
        var editor = NewEditor();
        Press(editor, "typed{Ctrl+R}ct");
        Assert.Equal(("ct", "Get-Ct two"), (editor.Search, editor.Text));
        Press(editor, "{Ctrl+R}");
        Assert.Equal("Get-Ct one", editor.Text);
        Press(editor, "{Ctrl+R}");
        Assert.True(editor.SearchFailed);
        Press(editor, "{Escape}");
        Assert.Equal((null, "typed"), (editor.Search, editor.Text));
        Assert.Equal(EditResult.Accept, Press(editor, "{Ctrl+R}ls{Enter}"));
        Assert.Equal("ls", editor.Text);
    }

    [Fact]
    public void A_search_ends_with_a_key_that_edits_what_it_found()
    {
        _history.Add("Get-Ct");
        var editor = NewEditor();
        Press(editor, "{Ctrl+R}Ct{End}NetIf");
        Assert.Equal("Get-CtNetIf|", Shown(editor));
    }

    [Fact]
    public void Tab_puts_the_only_completion_in()
    {
        _completions = new Completions(0, 4, ["Get-Ct"], ["Get-Ct"]);
        var editor = NewEditor();
        Press(editor, "get- x{Left}{Left}{Tab}");
        Assert.Equal("Get-Ct| x", Shown(editor));
        Assert.Null(editor.Menu);
    }

    [Fact]
    public void Tab_puts_in_what_all_have_in_common_and_then_goes_round()
    {
        _completions = new Completions(0, 5, ["Get-CtA", "Get-CtBB"], ["A", "BB"]);
        var editor = NewEditor();
        Press(editor, "get-c{Tab}");
        Assert.Equal(("Get-Ct", -1), (editor.Text, editor.Chosen));
        Assert.NotNull(editor.Menu);
        Press(editor, "{Tab}{Tab}");
        Assert.Equal("Get-CtBB", editor.Text);
        Press(editor, "{Tab}");
        Assert.Equal("Get-CtA", editor.Text);
        Press(editor, "{Shift+Tab}");
        Assert.Equal("Get-CtBB", editor.Text);
        Press(editor, " -x");
        Assert.Equal("Get-CtBB -x", editor.Text);
        Assert.Null(editor.Menu);
    }

    [Fact]
    public void Escape_takes_a_completion_back()
    {
        _completions = new Completions(0, 5, ["Get-CtA", "Get-CtBB"], ["A", "BB"]);
        var editor = NewEditor();
        Press(editor, "get-c{Tab}{Tab}{Escape}");
        Assert.Equal("get-c|", Shown(editor));
    }

    [Fact]
    public void Some_keys_end_the_line()
    {
        Assert.Equal(EditResult.Cancel, Press(NewEditor(), "abc{Ctrl+C}"));
        Assert.Equal(EditResult.EndOfInput, Press(NewEditor(), "{Ctrl+D}"));
        Assert.Equal(EditResult.ClearScreen, Press(NewEditor(), "abc{Ctrl+L}"));
    }

    private LineEditor NewEditor() => new(
        _history,
        (_, _) => _completions,
        text => text.Contains('{', StringComparison.Ordinal) && !text.Contains('}', StringComparison.Ordinal));

    private static string Shown(LineEditor editor) => editor.Text.Insert(editor.Cursor, "|");

    private static EditResult Press(LineEditor editor, string keys)
    {
        var result = EditResult.Continue;
        foreach (var key in Keys.Of(keys)) result = editor.Press(key);
        return result;
    }
}
