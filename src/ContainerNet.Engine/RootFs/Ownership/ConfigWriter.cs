using ContainerNet.Engine.DistroConfig;

namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>Brings the files of a network stack into a root file system, and takes away those no longer wanted.</summary>
internal static class ConfigWriter
{
    /// <summary>Writes what is wanted; <paramref name="previous"/> is what an earlier result said was ours.</summary>
    public static WriteResult Apply(RootFsHandle root, RenderedConfig wanted,
        IReadOnlyList<WrittenEntry>? previous = null, WriteOptions? options = null) =>
        throw new NotImplementedException();
}
