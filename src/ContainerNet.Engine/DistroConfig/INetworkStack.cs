using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig;

/// <summary>Writes the configuration of one network stack. Pure: no I/O, the same input gives the same bytes.</summary>
internal interface INetworkStack
{
    /// <summary>The name that users see and give to -NetworkStack: "ifupdown", "networkd" …</summary>
    string Name { get; }

    /// <summary>The files, links and warnings for these interfaces.</summary>
    RenderedConfig Render(RenderRequest request);
}

/// <summary>What there is to render. Made only with names that are safe in every format.</summary>
internal sealed record RenderRequest
{
    /// <summary>Makes a request.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="interfaces">In order; only the container's end and the link settings concern a renderer.</param>
    /// <param name="rootFs">The root file system, for variants of a format (include lines, versions).</param>
    /// <exception cref="ContainerNetException">UnsafeValue: a name could end a line, a quote or a path.</exception>
    public RenderRequest(string container, IReadOnlyList<InterfaceState> interfaces, IRootFsView rootFs)
    {
        RenderedName.CheckContainer(container);
        foreach (InterfaceState state in interfaces) InterfaceName.Of(state);
        Container = container;
        Interfaces = interfaces;
        RootFs = rootFs;
    }

    public string Container { get; }

    public IReadOnlyList<InterfaceState> Interfaces { get; }

    public IRootFsView RootFs { get; }
}

/// <summary>What a network stack needs in the root file system.</summary>
internal sealed record RenderedConfig
{
    public IReadOnlyList<RenderedFile> Files { get; init; } = [];

    /// <summary>Links that enable a service.</summary>
    public IReadOnlyList<RenderedLink> Links { get; init; } = [];

    /// <summary>
    /// Where this stack's files of ours may lie, for finding those of interfaces that are gone: a directory, and the
    /// names in it as a pattern with one *, which stands for the interface; a name without * is one file for all.
    /// </summary>
    public IReadOnlyList<OwnedPattern> Owned { get; init; } = [];

    /// <summary>The administrator's lines that would say a second time, or otherwise, what ours say.</summary>
    public IReadOnlyList<DisabledLines> Disabled { get; init; } = [];

    /// <summary>What the stack can't express, a sentence each that names it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>How a file is owned.</summary>
internal enum FileOwnership
{
    /// <summary>Ours whole: its first line is our mark with a hash over the rest.</summary>
    Whole,

    /// <summary>A marked block of ours inside the admin's file; the rest is kept byte for byte.</summary>
    Block,
}

/// <summary>A file to write.</summary>
/// <param name="Path">Absolute inside the root.</param>
/// <param name="Content">
/// The text without the mark, which the writer adds; \n line ends. For a block: the lines inside; empty takes the block
/// out.
/// </param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Ownership">Whole or block.</param>
internal sealed record RenderedFile(string Path, string Content, int Mode, FileOwnership Ownership)
{
    /// <summary>What starts a comment in this format.</summary>
    public string Comment { get; init; } = "#";

    /// <summary>A block's name, as it stands in its BEGIN and END lines: the interface, or "all".</summary>
    public string Block { get; init; } = "all";

    /// <summary>
    /// A block goes before the admin's text instead of after it, where what is above would change its meaning.
    /// </summary>
    public bool AtStart { get; init; }

    /// <summary>A first line that must stay first (#!/bin/sh); the mark comes after it.</summary>
    public string? FirstLine { get; init; }
}

/// <summary>A symbolic link to make.</summary>
/// <param name="Path">Absolute inside the root.</param>
/// <param name="Target">The link's text.</param>
internal sealed record RenderedLink(string Path, string Target);

/// <summary>A place of files of ours.</summary>
/// <param name="Directory">Absolute inside the root.</param>
/// <param name="Name">A file name with one * for the interface's name; without, where one file serves all.</param>
internal sealed record OwnedPattern(string Directory, string Name);

/// <summary>
/// Lines of the administrator's to put out of force, as comments under a mark; they come back when no longer listed.
/// </summary>
/// <param name="Path">Absolute inside the root.</param>
/// <param name="Lines">
/// Counted from 0 over the lines that are not ours, those out of force already as if they were not.
/// </param>
internal sealed record DisabledLines(string Path, IReadOnlyList<int> Lines);
