namespace ContainerNet.Netlink.Protocol;

/// <summary>Keeps a descriptor open for as long as a system call uses its number.</summary>
internal readonly ref struct HeldDescriptor
{
    private readonly FileDescriptor _descriptor;

    /// <exception cref="ObjectDisposedException">The descriptor is closed.</exception>
    public HeldDescriptor(FileDescriptor descriptor)
    {
        bool held = false;
        descriptor.DangerousAddRef(ref held);
        _descriptor = descriptor;
    }

    public int Number => _descriptor.Number;

    public void Dispose() => _descriptor.DangerousRelease();
}
