using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContainerNet.Shell.Running;

/// <summary>Standard input as a pipeline's input, line by line.</summary>
internal sealed class StandardInput
{
    private readonly TextReader _reader;

    private StandardInput(TextReader reader) => _reader = reader;

    /// <summary>
    /// Standard input for a script that reads its pipeline, and null for one that doesn't: what a script leaves alone
    /// is left to the programs that it starts, and a script never waits for input that it has no use for.
    /// </summary>
    public static StandardInput? For(string script)
    {
        if (!Console.IsInputRedirected) return null;
        var ast = Parser.ParseInput(script, out _, out _);
        bool reads = ast.Find(IsPipelineReader, searchNestedScriptBlocks: true) is not null;
        return reads ? new StandardInput(Console.In) : null;
    }

    /// <summary>The lines, read in the background; the process may end while a read is waiting.</summary>
    public PSDataCollection<object> Read()
    {
        var lines = new PSDataCollection<object>();
        new Thread(() => ReadInto(lines)) { IsBackground = true, Name = "stdin" }.Start();
        return lines;
    }

    private void ReadInto(PSDataCollection<object> lines)
    {
        try
        {
            while (_reader.ReadLine() is { } line) lines.Add(line);
            lines.Complete();
        }
        catch (PSInvalidOperationException)
        {
            // The script has ended without reading everything.
        }
    }

    private static bool IsPipelineReader(Ast ast) => ast switch
    {
        VariableExpressionAst variable => Same(variable.VariablePath.UserPath, "input"),
        ScriptBlockAst script => script.Parent is null && script.ProcessBlock is not null,
        NamedAttributeArgumentAst argument => argument.ArgumentName.StartsWith(
            "ValueFromPipeline", StringComparison.OrdinalIgnoreCase) && IsScriptParameter(argument),
        _ => false,
    };

    // attribute > parameter > param block > script: not the parameter of a function inside it.
    private static bool IsScriptParameter(Ast argument) =>
        argument.Parent?.Parent?.Parent?.Parent is ScriptBlockAst { Parent: null };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
