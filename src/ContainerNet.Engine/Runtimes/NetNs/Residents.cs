using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>The processes in the namespaces of some containers: those of a container's command, and others'.</summary>
internal sealed class Residents
{
    private const int MostNamed = 5;

    private readonly Dictionary<string, (List<HostProcess> Own, List<HostProcess> Others)> _of =
        new(StringComparer.Ordinal);

    private Residents()
    {
    }

    /// <summary>Looks at the host's processes once.</summary>
    /// <param name="containers">The containers, which run.</param>
    /// <param name="init">Knows their commands.</param>
    public static Residents Find(IReadOnlyList<ContainerConfig> containers, InitProcess init)
    {
        var inodes = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (string name in containers.Select(c => c.Name))
        {
            if (TryInode(name) is { } inode) inodes[name] = inode;
        }

        ILookup<ulong, HostProcess> processes = HostProcess.FindIn(inodes.Values.ToHashSet());
        var residents = new Residents();
        foreach ((string name, ulong inode) in inodes)
        {
            List<HostProcess> all = [.. processes[inode]];
            if (all.Count == 0) continue;
            List<HostProcess> own = OwnOf(name, all, init.FindRoot(name));
            residents._of[name] = (own, [.. all.Except(own)]);
        }

        return residents;
    }

    /// <summary>Those that the container's command is, or has begun.</summary>
    public IReadOnlyList<HostProcess> OwnOf(string container) => _of.GetValueOrDefault(container).Own ?? [];

    /// <summary>Why a container can't be stopped: what would lose its network; null when nothing would.</summary>
    public ContainerNetException? InUse(string container)
    {
        if (_of.GetValueOrDefault(container).Others is not { Count: > 0 } others) return null;
        string named = string.Join(", ", others.Take(MostNamed).Select(p => $"{PrintableText.Of(p.Name)} ({p.Pid})"));
        int more = others.Count - MostNamed;
        return new ContainerNetException(
            "ContainerInUse", CtErrorKind.Busy,
            $"Cannot stop {container}: its network is used by {named}{(more > 0 ? $" and {more} more" : "")}.", container,
            $"End what uses it, such as a Podman container, first; or Stop-Ct {container} -Force takes the network from it.");
    }

    // A daemon leaves its parent and its session, but not the environment that it began with.
    private static List<HostProcess> OwnOf(string container, List<HostProcess> all, int? root)
    {
        var own = new HashSet<int>();
        if (root is { } pid) own.Add(pid);
        var rest = new List<HostProcess>(all);
        int before;
        do
        {
            before = rest.Count;
            foreach (HostProcess process in rest.Where(p => IsOwn(p)).ToArray())
            {
                own.Add(process.Pid);
                rest.Remove(process);
            }
        }
        while (rest.Count < before && rest.Count > 0);

        return [.. all.Except(rest)];

        bool IsOwn(HostProcess process) =>
            own.Contains(process.Pid) || own.Contains(process.Parent) || process.Session == root
            || process.HasVariable(InitProcess.Mark + container);
    }

    private static ulong? TryInode(string container)
    {
        try
        {
            using var there = NetworkNamespace.OpenNamed(container);
            return there.Inode;
        }
        catch (NetlinkException)
        {
            return null;
        }
    }
}
