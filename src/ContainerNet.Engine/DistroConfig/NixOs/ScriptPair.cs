using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.NixOs;

/// <summary>
/// The two scripts that images of vpsAdminOS run at boot and at shutdown: bash /ifcfg.add, bash /ifcfg.del.
/// </summary>
internal static class ScriptPair
{
    public static IReadOnlyList<OwnedPattern> Owned { get; } = [new("/", "ifcfg.add"), new("/", "ifcfg.del")];

    /// <param name="interfaces">In order.</param>
    /// <param name="path">Where the system has its programs, should the unit not say.</param>
    public static IEnumerable<RenderedFile> Of(IReadOnlyList<InterfaceState> interfaces, string path)
    {
        yield return File("add", path, interfaces.SelectMany(IpScript.Up));
        yield return File("del", path, interfaces.Reverse().SelectMany(IpScript.Down));
    }

    // A unit counts as failed by its last command; what is done is done, so the script goes on after a failure.
    private static RenderedFile File(string verb, string path, IEnumerable<string> commands) => new(
        $"/ifcfg.{verb}", Lines.Join([$"export PATH=\"$PATH:{path}\"", .. commands]), Permission.Readable,
        FileOwnership.Whole);
}
