using System.Management.Automation.Runspaces;

namespace ContainerNet.Shell.Running;

/// <summary>Gives the words after a script's name to its parameters, as pwsh -File does.</summary>
internal static class ScriptArguments
{
    /// <summary>Adds the words: <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c> and plain values.</summary>
    public static void AddTo(Command command, IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            int colon = word.IndexOf(':', StringComparison.Ordinal);
            if (word.Length < 2 || word[0] != '-')
                command.Parameters.Add(null, word);
            else if (colon < 0)
                command.Parameters.Add(new CommandParameter(word));
            else if (colon < word.Length - 1)
                command.Parameters.Add(word[..colon], Value(word[(colon + 1)..]));
            else if (i + 1 < words.Count)
                command.Parameters.Add(word[..colon], Value(words[++i]));
        }
    }

    // A command line has only text, and -Switch:$false must not be a text that counts as true.
    private static object Value(string text) => text.ToUpperInvariant() switch
    {
        "$TRUE" => true,
        "$FALSE" => false,
        _ => text,
    };
}
