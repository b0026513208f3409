using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ContainerNet.Netlink.Protocol;

/// <summary>Structures as bytes, wherever they begin.</summary>
/// <remarks>
/// As MemoryMarshal.Read and Write, whose code for our structures could not be compiled ahead of time.
/// </remarks>
internal static class Raw
{
    /// <exception cref="ArgumentOutOfRangeException">The bytes are too few.</exception>
    public static T Read<T>(ReadOnlySpan<byte> source)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source.Length, Unsafe.SizeOf<T>());
        return Unsafe.ReadUnaligned<T>(ref MemoryMarshal.GetReference(source));
    }

    /// <exception cref="ArgumentOutOfRangeException">The bytes are too few.</exception>
    public static void Write<T>(Span<byte> target, scoped in T value)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, Unsafe.SizeOf<T>());
        Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(target), value);
    }
}
