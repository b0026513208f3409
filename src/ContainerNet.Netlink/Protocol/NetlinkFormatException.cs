namespace ContainerNet.Netlink;

/// <summary>An answer of the kernel that does not have the form it must have: a defect here or there.</summary>
/// <param name="message">What is wrong.</param>
public sealed class NetlinkFormatException(string message) : Exception(message);
