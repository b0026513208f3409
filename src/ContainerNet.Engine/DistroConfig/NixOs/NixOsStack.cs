using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.NixOs;

/// <summary>
/// NixOS: a module that the administrator imports once and that counts from the next nixos-rebuild on, and a pair of
/// scripts that an image's own unit runs at every boot. /etc itself is made anew from the store: writing there is in
/// vain.
/// </summary>
internal sealed class NixOsStack : INetworkStack
{
    private const string Configuration = "/etc/nixos/configuration.nix";
    private const string Module = "containernet.nix";

    public string Name => "nixos";

    public RenderedConfig Render(RenderRequest request)
    {
        var warnings = new List<string>();
        if (request.Interfaces.Count > 0 && !IsWired(request.RootFs))
        {
            warnings.Add(
                $"{Name}: {Configuration} does not import ./{Module}; add it to imports and run nixos-rebuild switch.");
        }

        IReadOnlyList<RenderedFile> files = request.Interfaces.Count == 0
            ? []
            :
            [
                new($"/etc/nixos/{Module}", NixModule.Of(request.Interfaces), Permission.Readable, FileOwnership.Whole),
                .. ScriptPair.Of(request.Interfaces, "/run/current-system/sw/bin"),
            ];
        return new RenderedConfig
        {
            Files = files,
            Owned = [new("/etc/nixos", Module), .. ScriptPair.Owned],
            Warnings = warnings,
        };
    }

    // Images of vpsAdminOS have a unit that runs the scripts; a system without the file is built from elsewhere.
    private static bool IsWired(IRootFsView root) =>
        root.EntryExists("/etc/nixos/vpsadminos.nix")
        || root.ReadText(Configuration) is not { } text
        || text.Contains(Module, StringComparison.Ordinal);
}
