using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Ifupdown;

/// <summary>
/// Debian's ifupdown (Debian, Devuan, Ubuntu up to 17.04): a file for each interface in interfaces.d, and a block in
/// /etc/network/interfaces only where something is missing there.
/// </summary>
internal sealed class IfupdownStack : INetworkStack
{
    public string Name => "ifupdown";

    public RenderedConfig Render(RenderRequest request)
    {
        var administrator = new AdministratorFiles(request);
        // Two interfaces may share a file: eth0.5 and eth0_5.
        var files = request.Interfaces.GroupBy(FileName, StringComparer.Ordinal).Select(g => new RenderedFile(
            $"{AdministratorFiles.Directory}/{g.Key}",
            Lines.Join(g.SelectMany(s => administrator.Stanzas(s, InterfacesDialect.Debian))),
            Permission.Readable, FileOwnership.Whole)).ToList();
        if (files.Count > 0) files.AddRange(Block(administrator));
        return new RenderedConfig
        {
            Files = files,
            Links = files.Count == 0 ? [] : [.. EnablingLink.For("networking.service", request.RootFs)],
            Owned =
            [
                new(AdministratorFiles.Directory, AdministratorFiles.Prefix + "*"), new("/etc/network", "interfaces"),
            ],
            Disabled = administrator.Duplicates(rest: null),
            Warnings = [.. EnablingLink.Warnings("networking.service", request.RootFs), .. administrator.Warnings],
        };
    }

    private static IEnumerable<RenderedFile> Block(AdministratorFiles administrator)
    {
        List<string> lines = [.. administrator.Extra("head")];
        if (!administrator.IncludesDirectory)
        {
            lines.AddRange(administrator.Loopback());
            lines.Add($"source {AdministratorFiles.Directory}/{AdministratorFiles.Prefix}*");
        }

        lines.AddRange(administrator.Extra("tail"));
        if (lines.Count == 0) yield break;
        yield return new RenderedFile(
            AdministratorFiles.Main, Lines.Join(lines), Permission.Readable, FileOwnership.Block);
    }

    // source-directory passes over names with anything but letters, digits, _ and -, without a word (run-parts(8)).
    private static string FileName(InterfaceState state) =>
        AdministratorFiles.Prefix + InterfaceName.Of(state).Replace('.', '_');
}
