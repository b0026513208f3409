using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>Finds the existing name that was probably meant by one that does not exist.</summary>
/// <param name="engine">Knows the names.</param>
internal sealed class NearMiss(IContainerNetEngine engine)
{
    private const int MostNames = 3;
    private readonly Dictionary<string, IReadOnlyList<string>> _names = new(StringComparer.Ordinal);

    /// <summary>The same error, with the names that are close to the one it is about.</summary>
    public ContainerNetException Amend(ContainerNetException error)
    {
        if (error.Kind != CtErrorKind.NotFound || error.Target is not { Length: > 0 } target) return error;
        string name = target[(target.IndexOf('/', StringComparison.Ordinal) + 1)..];
        IReadOnlyList<string> names = NamesFor(error.ErrorId, target);

        // The name is known although the thing is missing, such as a bridge whose link is gone.
        if (names.Contains(name)) return error;
        string[] near = [.. Closest(name, names)];
        if (near.Length == 0) return error;
        string question = $"Did you mean {string.Join(" or ", near)}?";
        return new ContainerNetException(
            error.ErrorId, error.Kind, $"{error.Message} {question}", error.Target, error.Remedy, error);
    }

    /// <summary>
    /// The names with the fewest typing errors between them and a name, if these are few for its length.
    /// </summary>
    /// <param name="name">What was typed.</param>
    /// <param name="names">What there is.</param>
    internal static IEnumerable<string> Closest(string name, IEnumerable<string> names)
    {
        int most = name.Length switch { < 3 => 0, < 8 => 1, _ => 2 };
        var found = names.Select(n => (Name: n, Errors: Distance(name, n, most))).Where(n => n.Errors <= most).ToList();
        return found.Where(n => n.Errors == found.Min(f => f.Errors)).Select(n => n.Name).Take(MostNames);
    }

    private IReadOnlyList<string> NamesFor(string errorId, string target)
    {
        string container = target.Split('/')[0];
        string key = errorId == ErrorId.InterfaceNotFound ? $"{errorId} {container}" : errorId;
        if (_names.TryGetValue(key, out IReadOnlyList<string>? known)) return known;
        try
        {
            known = errorId switch
            {
                ErrorId.ContainerNotFound => [.. engine.GetContainers().Select(c => c.Name)],
                ErrorId.InterfaceNotFound when target.Contains('/', StringComparison.Ordinal) =>
                    [.. engine.GetInterfaces(c => c == container).Select(i => i.Name)],
                ErrorId.BridgeNotFound => [.. engine.GetBridges().Select(b => b.Name)],
                _ => [],
            };
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            // Whatever goes wrong here, the first error is the one to report.
            known = [];
        }

        return _names[key] = known;
    }

    // Insertions, deletions, substitutions and swaps of neighbours, whatever the case; a distance above the limit is
    // not computed exactly.
    private static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        int[,] errors = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) errors[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) errors[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                int least = Math.Min(errors[i - 1, j - 1] + change, 1 + Math.Min(errors[i - 1, j], errors[i, j - 1]));
                bool swapped = i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]);
                errors[i, j] = swapped ? Math.Min(least, errors[i - 2, j - 2] + 1) : least;
            }
        }

        return errors[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
