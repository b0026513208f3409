using System.Text.RegularExpressions;

namespace ContainerNet.Tests.Shell;

/// <summary>Keys written as text: letters as they are, others as {Enter}, {Ctrl+R}, {Alt+Backspace}.</summary>
internal static partial class Keys
{
    public static IEnumerable<ConsoleKeyInfo> Of(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            var named = Named().Match(text, i);
            if (named.Success)
            {
                yield return Key(named.Groups[1].Value, named.Groups[2].Value);
                i += named.Length - 1;
            }
            else
            {
                yield return new ConsoleKeyInfo(text[i], ConsoleKey.None, false, false, false);
            }
        }
    }

    private static ConsoleKeyInfo Key(string modifier, string name)
    {
        var key = Enum.Parse<ConsoleKey>(name is "Left" or "Right" or "Up" or "Down" ? name + "Arrow" : name);
        return new ConsoleKeyInfo('\0', key, modifier == "Shift", modifier == "Alt", modifier == "Ctrl");
    }

    [GeneratedRegex(@"\G\{(?:(Ctrl|Alt|Shift)\+)?([A-Z][a-z]*)\}")]
    private static partial Regex Named();
}
