using System.Globalization;

namespace ContainerNet.Bench.Contests;

/// <summary>What the command line asks for.</summary>
internal sealed record Wishes
{
    public const string Usage = """
        Usage: tests/bench/run.sh [--rounds N] [--json FILE] [--markdown FILE] [--all] [--large] [CONTEST…]
        Measures ContainerNet and the peers that are installed, alternating, each in namespaces of its own.
          --rounds N       how often each entrant does its job; 5
          --json FILE      writes the results
          --markdown FILE  puts each table between its marks in a document: <!-- bench NAME --> and <!-- /bench NAME -->
          --all            all contests, also those that are left out unless they are named
          --large          curves up to 50,000 addresses on one link, which cost the kernel minutes
        """;

    public int Rounds { get; private init; } = 5;

    public string? Json { get; private init; }

    public string? Markdown { get; private init; }

    /// <summary>In the order in which they are run.</summary>
    public IReadOnlyList<Contest> Contests { get; private init; } = [];

    /// <summary>Reads a command line; null when it is none.</summary>
    public static Wishes? Read(string[] arguments)
    {
        var wishes = new Wishes();
        bool all = false, large = false;
        var names = new List<string>();
        for (int i = 0; i < arguments.Length; i++)
        {
            bool hasValue = i + 1 < arguments.Length;
            if (arguments[i] == "--rounds" && hasValue) wishes = wishes with { Rounds = Number(arguments[++i]) };
            else if (arguments[i] == "--json" && hasValue) wishes = wishes with { Json = arguments[++i] };
            else if (arguments[i] == "--markdown" && hasValue) wishes = wishes with { Markdown = arguments[++i] };
            else if (arguments[i] == "--all") all = true;
            else if (arguments[i] == "--large") large = true;
            else names.Add(arguments[i]);
        }

        IReadOnlyList<Contest> known = Catalog.All(large);
        if (names.Exists(n => !known.Any(c => c.HasName(n)))) return null;
        return wishes with
        {
            Contests = [.. known.Where(c => all || (names.Count == 0 ? !c.OnlyNamed : names.Exists(c.HasName)))],
        };
    }

    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
