namespace ContainerNet.Shell.Prompt;

/// <summary>What could stand in the place of a part of the text.</summary>
/// <param name="Start">Where the part starts.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Texts">What could stand there.</param>
/// <param name="Labels">How each is shown in a list.</param>
internal sealed record Completions(
    int Start, int Length, IReadOnlyList<string> Texts, IReadOnlyList<string> Labels)
{
    /// <summary>Nothing could.</summary>
    public static Completions None { get; } = new(0, 0, [], []);

    /// <summary>What all of them start with, in any case.</summary>
    public string CommonStart()
    {
        if (Texts.Count == 0) return "";
        string common = Texts[0];
        foreach (string text in Texts)
        {
            int length = 0;
            int most = Math.Min(common.Length, text.Length);
            while (length < most && Same(common[length], text[length])) length++;
            common = common[..length];
        }
        return common;
    }

    private static bool Same(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
