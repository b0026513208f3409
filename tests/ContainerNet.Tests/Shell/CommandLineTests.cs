using ContainerNet.Shell.CommandLine;

namespace ContainerNet.Tests.Shell;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData(ShellMode.Prompt)]
    [InlineData(ShellMode.Prompt, "-NoLogo", "-NoProfile")]
    [InlineData(ShellMode.Version, "-v")]
    [InlineData(ShellMode.Help, "-?")]
    [InlineData(ShellMode.Help, "--help")]
    [InlineData(ShellMode.StandardInput, "-")]
    [InlineData(ShellMode.StandardInput, "-NoProfile", "-c", "-")]
    [InlineData(ShellMode.StandardInput, "-File", "-")]
    public void The_mode_is_read(object mode, params string[] arguments)
    {
        var options = ShellOptions.Parse(arguments);
        Assert.Null(options.Error);
        Assert.Equal(mode, options.Mode);
    }

    [Fact]
    public void Everything_after_a_command_belongs_to_it()
    {
        var options = ShellOptions.Parse(["-nop", "-noni", "-C", "Get-Command", "-NoLogo", "x"]);
        Assert.Equal((ShellMode.Command, "Get-Command -NoLogo x"), (options.Mode, options.Text));
        Assert.True(options.NoProfile && options.NonInteractive && !options.NoLogo);
    }

    [Fact]
    public void The_first_word_that_is_no_switch_is_a_script()
    {
        string script = typeof(CommandLineTests).Assembly.Location;
        var options = ShellOptions.Parse(["-ExecutionPolicy", "Bypass", script, "-NoLogo", "-x"]);
        Assert.Equal((ShellMode.File, script), (options.Mode, options.Text));
        Assert.Equal(["-NoLogo", "-x"], options.Arguments);
    }

    [Theory]
    [InlineData("-c")]
    [InlineData("-File")]
    [InlineData("-wd")]
    [InlineData("-nosuch")]
    [InlineData("-n")]
    [InlineData("-EncodedCommand", "%")]
    [InlineData("-cwa")]
    public void What_makes_no_sense_is_an_error(params string[] arguments) =>
        Assert.NotNull(ShellOptions.Parse(arguments).Error);

    [Fact]
    public void An_encoded_command_is_decoded()
    {
        string encoded = Convert.ToBase64String(System.Text.Encoding.Unicode.GetBytes("'hi'"));
        Assert.Equal("'hi'", ShellOptions.Parse(["-e", encoded]).Text);
    }
}
