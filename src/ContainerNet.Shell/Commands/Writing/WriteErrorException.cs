namespace ContainerNet.Shell.Commands.Writing;

/// <summary>The exception of an error that a script wrote with nothing but a message.</summary>
public sealed class WriteErrorException : Exception
{
    /// <summary>An exception without a message.</summary>
    public WriteErrorException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public WriteErrorException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    public WriteErrorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
