using ContainerNet.Engine.DistroConfig.Ifupdown;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.IfupdownNg;

/// <summary>
/// Alpine: ifupdown-ng, or busybox's ifup before 3.13. Neither can include a directory that the other reads, so all is
/// a block in /etc/network/interfaces, in words that both know.
/// </summary>
internal sealed class IfupdownNgStack : INetworkStack
{
    public string Name => "ifupdown-ng";

    public RenderedConfig Render(RenderRequest request)
    {
        var administrator = new AdministratorFiles(request);
        // busybox refuses a file in which two lines start the same interface.
        var rest = new List<string>();
        IReadOnlyList<DisabledLines> duplicates = administrator.Duplicates(rest);
        IEnumerable<string> lines =
        [
            .. administrator.Extra("head"), .. administrator.Loopback(), .. rest,
            .. request.Interfaces.SelectMany(s => administrator.Stanzas(s, InterfacesDialect.Portable)),
            .. administrator.Extra("tail"),
        ];
        RenderedFile[] files = request.Interfaces.Count == 0
            ? []
            : [new(AdministratorFiles.Main, Lines.Join(lines), Permission.Readable, FileOwnership.Block)];
        return new RenderedConfig
        {
            Files = files,
            Links = files.Length == 0 ? [] : [.. Service(request.RootFs)],
            Owned = [new("/etc/network", "interfaces")],
            Disabled = duplicates,
            Warnings = administrator.Warnings,
        };
    }

    // OpenRC; a service that the administrator has put into another runlevel stays there.
    private static IEnumerable<RenderedLink> Service(IRootFsView root)
    {
        const string Script = "/etc/init.d/networking";
        if (root.FileExists(Script) && !root.EntryExists("/etc/runlevels/default/networking"))
            yield return new RenderedLink("/etc/runlevels/boot/networking", Script);
    }
}
