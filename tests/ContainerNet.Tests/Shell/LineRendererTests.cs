using ContainerNet.Shell.Prompt;

namespace ContainerNet.Tests.Shell;

/// <summary>What the renderer draws, on a terminal of a few lines that knows the sequences it uses.</summary>
public sealed class LineRendererTests
{
    private const int Width = 20;

    [Theory]
    [InlineData("ab{Left}", "PS> ab", 0, 5)]
    [InlineData("0123456789012345", "PS> 0123456789012345", 1, 0)]
    [InlineData("01234567890123456", "PS> 0123456789012345|6", 1, 1)]
    [InlineData("01234567890123456{Home}", "PS> 0123456789012345|6", 0, 4)]
    [InlineData("a{{Enter}b", "PS> a{|>> b", 1, 4)]
    [InlineData("a{{Enter}b{Up}{Home}", "PS> a{|>> b", 0, 4)]
    [InlineData("日本{Left}", "PS> 日本", 0, 6)]
    [InlineData("012345678901234日", "PS> 012345678901234|日", 1, 2)]
    public void The_cursor_is_where_the_next_character_goes(string keys, string screen, int row, int column)
    {
        var terminal = new SmallTerminal(Width);
        var editor = new LineEditor(new CommandHistory(), (_, _) => Completions.None, text => !text.Contains('}'));
        var renderer = new LineRenderer(terminal, () => Width, "\e[32mPS>\e[0m ");
        foreach (var key in Keys.Of(keys))
        {
            editor.Press(key);
            renderer.Draw(editor);
        }
        Assert.Equal(screen, terminal.Screen);
        Assert.Equal((row, column), (terminal.Row, terminal.Column));
    }

    [Fact]
    public void The_list_stands_below_and_goes_away()
    {
        var terminal = new SmallTerminal(Width);
        string[] texts = ["aaa", "aab", "aac", "aad", "aae", "aaf"];
        var editor = new LineEditor(new CommandHistory(), (_, _) => new Completions(0, 1, texts, texts), _ => false);
        var renderer = new LineRenderer(terminal, () => Width, "> ");
        foreach (var key in Keys.Of("a{Tab}{Tab}")) editor.Press(key);
        renderer.Draw(editor);
        Assert.Equal("> aaa|aaa  aab  aac|aad  aae  aaf", terminal.Screen);
        Assert.Equal((0, 5), (terminal.Row, terminal.Column));
        renderer.Finish(editor);
        Assert.Equal("> aaa", terminal.Screen);
        Assert.Equal((1, 0), (terminal.Row, terminal.Column));
    }
}
