using System.Globalization;
using System.Text;

namespace ContainerNet;

/// <summary>Text from outside, as a message may quote it.</summary>
public static class PrintableText
{
    private const int Longest = 80;

    /// <summary>The text with control characters made visible, so that no terminal obeys them, and shortened.</summary>
    /// <param name="text">The text; null is empty.</param>
    public static string Of(string? text)
    {
        text ??= "";
        var result = new StringBuilder();
        foreach (char c in text.Length > Longest ? text[..Longest] + "…" : text)
        {
            if (char.IsControl(c)) result.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else result.Append(c);
        }

        return result.ToString();
    }
}
