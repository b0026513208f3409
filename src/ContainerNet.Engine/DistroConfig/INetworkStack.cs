using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
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
