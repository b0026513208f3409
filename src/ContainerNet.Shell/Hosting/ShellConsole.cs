using System.Management.Automation;
using System.Text;

namespace ContainerNet.Shell.Hosting;

/// <summary>The three standard streams of the process.</summary>
internal sealed class ShellConsole
{
    private readonly TextReader _input;

    private ShellConsole(TextReader input, OutputStream output, OutputStream error, bool inputIsTerminal)
    {
        _input = input;
        Output = output;
        Error = error;
        InputIsTerminal = inputIsTerminal;
    }

    /// <summary>Standard output.</summary>
    public OutputStream Output { get; }

    /// <summary>Standard error.</summary>
    public OutputStream Error { get; }

    /// <summary>Whether somebody can type.</summary>
    public bool InputIsTerminal { get; }

    /// <summary>Opens the streams, and settles whether there are colours at all.</summary>
    public static ShellConsole Open()
    {
        bool plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            || Environment.GetEnvironmentVariable("TERM") is "dumb";
        if (plain) PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        return new ShellConsole(
            Console.In,
            new OutputStream(Console.Out, !Console.IsOutputRedirected),
            new OutputStream(Console.Error, !Console.IsErrorRedirected),
            !Console.IsInputRedirected);
    }

    /// <summary>A line, or null at the end of input.</summary>
    public string? ReadLine() => _input.ReadLine();

    /// <summary>Everything up to the end of input.</summary>
    public string ReadToEnd() => _input.ReadToEnd();

    /// <summary>A line that is not shown while it is typed.</summary>
    public string ReadSecret()
    {
        if (!InputIsTerminal) return ReadLine() ?? "";
        var text = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace) text.Length = Math.Max(0, text.Length - 1);
            else if (!char.IsControl(key.KeyChar)) text.Append(key.KeyChar);
        }
        Output.WriteLine("");
        return text.ToString();
    }
}
