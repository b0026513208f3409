namespace ContainerNet.Engine.RootFs;

/// <summary>
/// The stamps of all that some lookups in a root file system passed and found, so that it can be told later, by looks
/// at them alone, that the same lookups would find the same.
/// </summary>
/// <remarks>
/// Each stamp is taken before the lookup: what changes between the two differs the next time. A name is looked at where
/// it really is, links resolved, and after the directories above it: as long as those are the same directories, no link
/// leads elsewhere.
/// </remarks>
internal sealed class LookupStamps
{
    // As the kernel has it (MAXSYMLINKS of linux/namei.h).
    private const int MaxLinks = 40;

    private readonly List<Seen> _seen = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Takes the stamps for a lookup.</summary>
    /// <param name="root">The root file system.</param>
    /// <param name="path">The path, absolute inside the root.</param>
    /// <param name="follow">Whether the lookup follows a link that the last name is.</param>
    /// <param name="content">Whether it reads what it finds, and not only whether it is there.</param>
    public void Add(RootFsHandle root, string path, bool follow, bool content)
    {
        Look(root, "");
        var rest = new Stack<string>();
        Push(rest, path);
        string current = "";
        int links = 0;
        while (rest.TryPop(out string? name))
        {
            if (name == "..")
            {
                current = current[..Math.Max(0, current.LastIndexOf('/'))];
                continue;
            }

            string next = current.Length == 0 ? name : $"{current}/{name}";
            int place = Look(root, next);
            bool last = rest.Count == 0;
            bool followed = !last || follow;
            EntryKind? kind = _seen[place].Stamp?.Kind;
            if (kind == EntryKind.Link || (last && content)) _seen[place] = _seen[place] with { IsWhole = true };
            if (kind == EntryKind.Directory) current = next;
            else if (kind != EntryKind.Link || !followed || !Follow(root, next, rest, ref current, ref links)) return;
        }
    }

    /// <summary>Whether a later change of anything is sure to show.</summary>
    public bool AreSettled() => _seen.TrueForAll(s => !s.IsWhole || s.Stamp is not { } stamp || stamp.IsSettled());

    /// <summary>Whether all is as it was.</summary>
    public bool Hold(RootFsHandle root) => _seen.TrueForAll(s => s.IsSame(root.StampOf(s.Path)));

    private int Look(RootFsHandle root, string path)
    {
        if (_places.TryGetValue(path, out int place)) return place;
        _places[path] = _seen.Count;
        _seen.Add(new Seen(path, root.StampOf(path), IsWhole: false));
        return _seen.Count - 1;
    }

    private static bool Follow(RootFsHandle root, string path, Stack<string> rest, ref string current, ref int links)
    {
        if (++links > MaxLinks || root.LinkAt(path) is not { } target) return false;
        if (target.StartsWith('/')) current = "";
        Push(rest, target);
        return true;
    }

    private static void Push(Stack<string> rest, string path)
    {
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = names.Length - 1; i >= 0; i--)
        {
            if (names[i] != ".") rest.Push(names[i]);
        }
    }

    /// <summary>One name.</summary>
    /// <param name="Path">Where it is, relative to the root, without links.</param>
    /// <param name="Stamp">Its stamp; null when nothing was there.</param>
    /// <param name="IsWhole">Whether more counts than which entry it is.</param>
    private readonly record struct Seen(string Path, EntryStamp? Stamp, bool IsWhole)
    {
        public bool IsSame(EntryStamp? now) => IsWhole ? now == Stamp : now?.Identity == Stamp?.Identity;
    }
}
