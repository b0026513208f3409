namespace ContainerNet.Netlink;

/// <summary>A request of a batch that the kernel refused.</summary>
/// <param name="Index">The request's index in its batch.</param>
/// <param name="Error">Why it was refused. Not thrown yet.</param>
public readonly record struct NetlinkFailure(int Index, NetlinkException Error);
