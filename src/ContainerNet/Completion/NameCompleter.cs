using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ContainerNet.Loading;

namespace ContainerNet.Completion;

/// <summary>Completes names that exist; quotes what needs it, and is silent when anything fails.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        try
        {
            string typed = (wordToComplete ?? "").Trim('\'', '"');
            var pattern = WildcardPattern.Get(
                WildcardPattern.Escape(typed) + "*", WildcardOptions.IgnoreCase);
            var found = Candidates(new Typed(fakeBoundParameters, commandAst))
                .Where(c => pattern.IsMatch(c.Text))
                .DistinctBy(c => c.Text)
                .Select(c => new CompletionResult(Quote(c.Text), c.Text, CompletionResultType.ParameterValue, c.Tip))
                .ToList();

            // Two parameters may stand at this place. An empty list of one would be a hole in the list of the other.
            return found.Count == 0 && typed.Length > 0 ? null! : found;
        }
#pragma warning disable CA1031 // A completer that throws would break the user's line.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>What there is to choose from.</summary>
    /// <param name="typed">What is already on the line.</param>
    private protected abstract IEnumerable<Candidate> Candidates(Typed typed);

    private protected static IContainerNetEngine Engine => EngineLoadContext.Engine;

    private static string Quote(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/' or ':')
            ? text
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}

/// <summary>A completion.</summary>
/// <param name="Text">What is inserted.</param>
/// <param name="Tip">What is shown about it.</param>
internal sealed record Candidate(string Text, string Tip);

/// <summary>What is on the line.</summary>
internal sealed class Typed(IDictionary parameters, CommandAst command)
{
    /// <summary>Whether it is the command alone, and no pipeline before it says what it is about.</summary>
    public bool IsNothing => command.CommandElements.Count == 1
        && (command.Parent is not PipelineAst pipeline || ReferenceEquals(pipeline.PipelineElements[0], command));

    /// <summary>Whether a container is one that the line names; any, when it names none.</summary>
    public bool Container(string name) => Matches("Container", name);

    /// <summary>Whether an interface is one that the line names; any, when it names none.</summary>
    public bool Interface(string name) => Matches("Interface", name) && Matches("Name", name);

    private bool Matches(string parameter, string name)
    {
        object? value = parameters.Contains(parameter) ? parameters[parameter] : null;
        if (value is null) return true;
        foreach (object? item in value is IList list ? list : new[] { value })
        {
            if (WildcardPattern.Get(item?.ToString() ?? "", WildcardOptions.IgnoreCase).IsMatch(name)) return true;
        }

        return false;
    }
}
