using ContainerNet.Engine.DistroConfig.NixOs;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Guix;

/// <summary>
/// Guix System: the same scripts as for NixOS, run by a Shepherd service of the image. Its own networking services are
/// parts of the operating-system declaration, and nothing beside it is read.
/// </summary>
internal sealed class GuixStack : INetworkStack
{
    private const string Declaration = "/etc/config.scm";

    public string Name => "guix";

    public RenderedConfig Render(RenderRequest request) => new()
    {
        Files = request.Interfaces.Count == 0
            ? []
            :
            [
                .. ScriptPair.Of(
                    request.Interfaces, "/run/current-system/profile/sbin:/run/current-system/profile/bin"),
            ],
        Owned = ScriptPair.Owned,
        Warnings = request.Interfaces.Count == 0 || RunsScripts(request.RootFs)
            ? []
            : [$"{Name}: no service in {Declaration} runs /ifcfg.add; add a one-shot Shepherd service that does."],
    };

    // Without the declaration in its usual place nobody can tell.
    private static bool RunsScripts(IRootFsView root) =>
        root.ReadText(Declaration) is not { } text || text.Contains("ifcfg.add", StringComparison.Ordinal);
}
