using System.Net;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>The host as a change sees it: each thing read once, when first asked, and good for one call.</summary>
internal interface IHostView : IHostFacts
{
    /// <summary>The kind of a link ("bridge"), "" for one without; null when there is no such link.</summary>
    string? LinkKind(string link);

    /// <summary>
    /// The link that has this address; null when the host does not have it. Our own host veths do not count.
    /// </summary>
    string? OwnerOf(IPAddress address);

    /// <summary>
    /// What the host would lose if a prefix were routed elsewhere, in words: a network, a gateway or an address of its
    /// links, or a route of its own to that very prefix; null for nothing. Our own host veths do not count.
    /// </summary>
    /// <param name="destination">The prefix.</param>
    /// <param name="thorough">Look at each route, too.</param>
    string? FindUse(IPNetwork destination, bool thorough);

    /// <summary>
    /// The host's own route to this very prefix in a table other than the main one, in words; null for none.
    /// </summary>
    string? FindRoute(IPNetwork destination, uint table);

    /// <summary>A link with a network that overlaps; null for none. Our own host veths do not count.</summary>
    (string Link, IPNetwork Network)? FindOverlap(IPNetwork network);
}
