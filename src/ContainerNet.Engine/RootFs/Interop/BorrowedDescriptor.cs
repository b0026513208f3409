using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs.Interop;

/// <summary>The number of a handle for the length of one call, during which nobody can close it.</summary>
internal readonly ref struct BorrowedDescriptor
{
    private readonly SafeFileHandle? _handle;

    public BorrowedDescriptor(SafeFileHandle? handle)
    {
        Value = LibC.AT_FDCWD;
        if (handle is null)
            return;
        bool added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
        Value = (int)handle.DangerousGetHandle();
    }

    public int Value { get; }

    public void Dispose() => _handle?.DangerousRelease();
}
