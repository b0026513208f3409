using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>
/// Which of the named network namespaces are containers of ours: `ip netns` and others have theirs in the same folder,
/// and one may have a container's name. A file of each says which namespace was made for it.
/// </summary>
internal sealed class OwnNamespaces(string runDirectory)
{
    /// <summary>Notes whose a namespace is, before it has its name: what has the name later is told apart.</summary>
    /// <exception cref="ContainerNetException">It can't be noted.</exception>
    public void Note(string container, NetworkNamespace made)
    {
        try
        {
            Directory.CreateDirectory(runDirectory);
            DurableFile.Replace(RecordPath(container), made.Identity + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ContainerNetException(
                "StartFailed", CtErrorKind.ToolFailed, $"Cannot start {container}: {e.Message}", container,
                $"ContainerNet notes in {runDirectory} what it has started.", e);
        }
    }

    /// <summary>Whether the namespace of the container's name, which is there, was made for it.</summary>
    public bool Has(ContainerConfig container)
    {
        try
        {
            string path = RecordPath(container.Name);
            if (!File.Exists(path)) return HasOurLinks(container);
            string noted = File.ReadAllText(path).TrimEnd();
            if (noted == BootScript.Unfinished) return true;
            using var there = NetworkNamespace.OpenNamed(container.Name);
            return noted == there.Identity;
        }
        catch (Exception e) when (e is IOException or NetlinkException)
        {
            return false;
        }
    }

    /// <summary>The container's namespace is gone.</summary>
    public void Forget(string container)
    {
        if (File.Exists(RecordPath(container))) File.Delete(RecordPath(container));
    }

    private string RecordPath(string container) => Path.Combine(runDirectory, container + ".netns");

    // Started by a version that noted nothing, or the folder was emptied.
    private static bool HasOurLinks(ContainerConfig container)
    {
        if (container.Interfaces.Count == 0) return false;
        using var host = RouteNetlink.Open();
        return container.Interfaces.Exists(
            i => host.GetLink(i.HostInterface) is { PeerNamespaceId: not null } link && HostVeths.IsOurs(link));
    }
}
