using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>The kernel refused a request or a system call.</summary>
public sealed class NetlinkException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="errno">The error number.</param>
    /// <param name="operation">What was tried, such as "add address 10.0.0.2/24 to link 5".</param>
    /// <param name="kernelMessage">What the kernel said besides, or null.</param>
    public NetlinkException(Errno errno, string operation, string? kernelMessage = null)
        : base($"Cannot {operation}: {Explain(errno, kernelMessage)}.")
    {
        Errno = errno;
        Operation = operation;
        KernelMessage = kernelMessage;
    }

    /// <summary>The error number; <see cref="Errno.ETIMEDOUT"/> when the kernel did not answer in time.</summary>
    public Errno Errno { get; }

    /// <summary>What was tried, such as "add address 10.0.0.2/24 to link 5".</summary>
    public string Operation { get; }

    /// <summary>What the kernel said besides the number (NLMSGERR_ATTR_MSG), or null.</summary>
    public string? KernelMessage { get; }

    /// <summary>The cause without the operation: "File exists (EEXIST, kernel: '…')".</summary>
    public string Reason => Explain(Errno, KernelMessage);

    private static string Explain(Errno errno, string? kernelMessage)
    {
        string text = Marshal.GetPInvokeErrorMessage((int)errno);
        string name = Enum.IsDefined(errno) ? errno.ToString() : $"errno {(int)errno}";
        return kernelMessage is null ? $"{text} ({name})" : $"{text} ({name}, kernel: '{kernelMessage}')";
    }
}
