using System.Collections.Concurrent;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Detection;

/// <summary>
/// What was detected in containers, each as long as everything that the detector looked at is as it was. Thread-safe.
/// </summary>
internal sealed class DetectionCache
{
    // Some kilobytes each.
    private const int Most = 4096;

    private readonly ConcurrentDictionary<string, Entry> _known = new(StringComparer.Ordinal);

    /// <summary>What configures the network in a container's root file system.</summary>
    public DetectedStack Detect(string container, RootFsHandle root)
    {
        if (_known.TryGetValue(container, out Entry? known) && known.Stamps.Hold(root)) return known.Found;
        var stamps = new LookupStamps();
        var view = new StampedRootFs(root, stamps);
        DetectedStack found = NetworkStackDetector.Detect(view);
        if (_known.Count >= Most) _known.Clear();
        if (!view.HasFailed && stamps.AreSettled()) _known[container] = new Entry(stamps, found);
        else _known.TryRemove(container, out _);
        return found;
    }

    /// <summary>Forgets a container.</summary>
    public void Forget(string container) => _known.TryRemove(container, out _);

    private sealed record Entry(LookupStamps Stamps, DetectedStack Found);
}
