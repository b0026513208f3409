namespace ContainerNet.Tests.Shell;

public sealed class OutputTests : IDisposable
{
    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void A_modules_own_table_is_used_with_a_header_for_each_group()
    {
        _shell.Write("Demo/Demo.psd1", """
            @{ RootModule = 'Demo.psm1'; ModuleVersion = '1.0.0'; FormatsToProcess = 'Demo.Format.ps1xml' }
            """);
        _shell.Write("Demo/Demo.psm1", """
            function Get-Demo {
                foreach ($c in 'a', 'b') { foreach ($i in 1, 2) {
                    [pscustomobject]@{ PSTypeName = 'Demo.Thing'; Container = $c; Name = "eth$i"; Version = 4; X = 1 }
                } }
            }
            """);
        _shell.Write("Demo/Demo.Format.ps1xml", """
            <Configuration><ViewDefinitions><View>
              <Name>Demo</Name>
              <ViewSelectedBy><TypeName>Demo.Thing</TypeName></ViewSelectedBy>
              <GroupBy><PropertyName>Container</PropertyName></GroupBy>
              <TableControl>
                <TableHeaders>
                  <TableColumnHeader><Alignment>Right</Alignment><Width>7</Width></TableColumnHeader>
                  <TableColumnHeader/>
                </TableHeaders>
                <TableRowEntries><TableRowEntry><TableColumnItems>
                  <TableColumnItem><PropertyName>Version</PropertyName></TableColumnItem>
                  <TableColumnItem><PropertyName>Name</PropertyName></TableColumnItem>
                </TableColumnItems></TableRowEntry></TableRowEntries>
              </TableControl>
            </View></ViewDefinitions></Configuration>
            """);
        Assert.Equal("""

               Container: a

            Version Name
            ------- ----
                  4 eth1
                  4 eth2

               Container: b

            Version Name
            ------- ----
                  4 eth1
                  4 eth2


            """, _shell.Run("-c", "Import-Module ./Demo/Demo.psd1; Get-Demo").Output);
    }

    [Fact]
    public void Errors_go_to_standard_error_with_the_place_in_the_script()
    {
        string script = _shell.Write("s.ps1", "'before'\nGet-Command nosuch\nthrow 'boom'\n");
        var result = _shell.Run(script);
        Assert.Equal("before\n", result.Output);
        Assert.Equal($"""
            Get-Command: {script}:2
            Line |
               2 |  Get-Command nosuch
                 |  ~~~~~~~~~~~~~~~~~~
                 | The term 'nosuch' is not recognized as a name of a cmdlet, function,
                 | script file, or executable program. Check the spelling of the name, or
                 | if a path was included, verify that the path is correct and try again.
            Exception: {script}:3
            Line |
               3 |  throw 'boom'
                 |  ~~~~~~~~~~~~
                 | boom

            """, result.Error);
    }

    [Fact]
    public void The_other_streams_have_their_prefixes_and_no_colours_in_a_pipe()
    {
        var result = _shell.Run("-c", """
            Write-Warning w; Write-Verbose v -Verbose; Write-Debug d -Debug; Write-Host h -ForegroundColor Red
            Write-Information i -InformationAction Continue; "$($PSStyle.Foreground.Red)r$($PSStyle.Reset)"
            """);
        Assert.Equal("WARNING: w\nVERBOSE: v\nDEBUG: d\nh\ni\nr\n", result.Output);
    }

    [Fact]
    public void Colours_in_a_pipe_are_there_when_the_script_asks_for_them() =>
        Assert.Equal("\e[31mr\e[0m\n", _shell.Run(
            "-c", "$PSStyle.OutputRendering = 'Ansi'; \"$($PSStyle.Foreground.Red)r$($PSStyle.Reset)\"").Output);

    [Fact]
    public void NO_COLOR_settles_it()
    {
        _shell.Environment["NO_COLOR"] = "1";
        Assert.Equal("PlainText\n", _shell.Run("-c", "\"$($PSStyle.OutputRendering)\"").Output);
    }

    [Fact]
    public void COLUMNS_is_the_width_of_what_is_no_terminal()
    {
        _shell.Environment["COLUMNS"] = "30";
        string[] lines = _shell.Run("-c", "[pscustomobject]@{ A = 'x' * 60 } | Format-Table").Lines;
        Assert.InRange(lines.Max(line => line.Length), 25, 30);
    }

    private const string Confirming = """
        function f { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param()
            if ($PSCmdlet.ShouldProcess('target', 'Do it')) { 'done' } else { 'not done' } }
        f
        """;

    [Theory]
    [InlineData("y\n", "done")]
    [InlineData("\n", "done")]
    [InlineData("?\nx\nNo\n", "not done")]
    public void A_confirmation_takes_an_answer(string answer, string outcome)
    {
        string output = _shell.RunWithInput(answer, "-File", _shell.Write("s.ps1", Confirming)).Output;
        Assert.Contains("Performing the operation \"Do it\" on target \"target\".", output, StringComparison.Ordinal);
        Assert.EndsWith(outcome + "\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confirmation_that_nobody_can_answer_is_no_consent()
    {
        string script = _shell.Write("s.ps1", Confirming);
        var ended = _shell.RunWithInput("", "-File", script);
        Assert.DoesNotContain("done\n", ended.Output, StringComparison.Ordinal);
        var refused = _shell.RunWithInput("y\n", "-NonInteractive", "-File", script);
        Assert.Equal("", refused.Output);
        Assert.Contains("NonInteractive mode", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Mandatory_parameters_are_asked_for()
    {
        const string command = "function g { param([Parameter(Mandatory)] $A, [Parameter(Mandatory)] [int[]] $B) "
            + "\"$A $($B -join '+')\" }; g";
        Assert.EndsWith("x 1+2\n", _shell.RunWithInput("x\n1\n2\n\n", "-c", command).Output, StringComparison.Ordinal);
    }
}
