namespace ContainerNet.Engine.DistroConfig.Text;

/// <summary>Permission bits, as chmod(1) says them in octal.</summary>
internal static class Permission
{
    /// <summary>0600: root's alone.</summary>
    public const int Secret = 0b110_000_000;

    /// <summary>0644: everybody may read.</summary>
    public const int Readable = 0b110_100_100;

    /// <summary>0755: everybody may run.</summary>
    public const int Executable = 0b111_101_101;
}
