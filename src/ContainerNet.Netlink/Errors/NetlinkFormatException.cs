namespace ContainerNet.Netlink;

/// <summary>An answer of the kernel that does not have the form it must have: a defect here or there.</summary>
public sealed class NetlinkFormatException : Exception
{
    /// <summary>Makes an exception.</summary>
    public NetlinkFormatException()
    {
    }

    /// <summary>Makes an exception that says what is wrong with the answer.</summary>
    /// <param name="message">What is wrong.</param>
    public NetlinkFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that says what is wrong with the answer, and why.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public NetlinkFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
