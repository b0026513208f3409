using ContainerNet.Engine.DistroConfig.Text;

namespace ContainerNet.Engine.RootFs;

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
