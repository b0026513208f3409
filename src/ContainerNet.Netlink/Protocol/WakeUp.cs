using Tmds.Linux;

namespace ContainerNet.Netlink.Protocol;

/// <summary>Wakes a thread that waits for a descriptor; an eventfd.</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    private readonly FileDescriptor _event;

    /// <exception cref="NetlinkException">No descriptor is to be had.</exception>
    public WakeUp()
    {
        int number = LibC.eventfd(0, LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK);
        _event = number >= 0 ? new FileDescriptor(number) : throw SystemCalls.Failure("make an eventfd");
    }

    /// <summary>Wakes whoever waits, now or next. From any thread.</summary>
    public void Signal()
    {
        using var held = new HeldDescriptor(_event);
        ulong one = 1;
        LibC.write(held.Number, &one, sizeof(ulong));
    }

    /// <summary>Waits until the descriptor can be read or <see cref="Signal"/> is called.</summary>
    /// <returns>Whether the descriptor can be read, or has an error to report.</returns>
    /// <exception cref="NetlinkException">The system call fails.</exception>
    /// <exception cref="ObjectDisposedException">A descriptor is closed.</exception>
    public bool WaitFor(FileDescriptor descriptor)
    {
        using var waited = new HeldDescriptor(descriptor);
        using var held = new HeldDescriptor(_event);
        pollfd* both = stackalloc pollfd[2];
        both[0] = new pollfd { fd = waited.Number, events = LibC.POLLIN };
        both[1] = new pollfd { fd = held.Number, events = LibC.POLLIN };
        while (LibC.poll(both, 2, -1) < 0)
        {
            if (SystemCalls.LastError != Errno.EINTR)
                throw SystemCalls.Failure("wait for netlink events");
        }
        if (both[1].revents != 0)
        {
            ulong count;
            LibC.read(held.Number, &count, sizeof(ulong));
        }
        return both[0].revents != 0;
    }

    public void Dispose() => _event.Dispose();
}
