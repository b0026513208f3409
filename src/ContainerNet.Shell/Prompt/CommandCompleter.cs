using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ContainerNet.Shell.Prompt;

/// <summary>Asks the engine what could come next.</summary>
internal sealed class CommandCompleter(Runspace runspace)
{
    /// <summary>Whether a pipeline is running meanwhile, as at a nested prompt.</summary>
    public bool Nested { get; set; }

    /// <summary>The completions of a text at a place; none when the engine or a completer fails.</summary>
    public Completions Complete(string text, int cursor)
    {
        using var shell = Nested ? PowerShell.Create(RunspaceMode.CurrentRunspace) : PowerShell.Create(runspace);
        try
        {
            var found = CommandCompletion.CompleteInput(text, cursor, options: null, shell);
            return new Completions(
                found.ReplacementIndex,
                found.ReplacementLength,
                [.. found.CompletionMatches.Select(Text)],
                [.. found.CompletionMatches.Select(match => match.ListItemText)]);
        }
        catch (RuntimeException)
        {
            return Completions.None;
        }
    }

    // With its separator a folder can be completed further; a closing quote would be in the way.
    private static string Text(CompletionResult match)
    {
        string text = match.CompletionText;
        bool isFolder = match.ResultType == CompletionResultType.ProviderContainer;
        return isFolder && text[^1] is not ('/' or '\'' or '"') ? text + "/" : text;
    }
}
