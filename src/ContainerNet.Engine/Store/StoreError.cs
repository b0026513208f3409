using System.Runtime.InteropServices;
using Tmds.Linux;

namespace ContainerNet.Engine.Store;

/// <summary>The errors of the store.</summary>
internal static class StoreError
{
    /// <summary>A file that is not what it should be; nothing is written over it.</summary>
    /// <param name="file">The path.</param>
    /// <param name="line">From 1.</param>
    /// <param name="column">From 1.</param>
    /// <param name="reason">What was found and what was expected, without a full stop.</param>
    /// <param name="inner">The cause.</param>
    public static ContainerNetException Broken(
        string file, long line, long column, string reason, Exception? inner = null) => new(
            "StoreFileBroken", CtErrorKind.InvalidData,
            $"'{file}' is broken at line {line}, column {column}: {reason}.",
            Path.GetFileNameWithoutExtension(file),
            "Correct the file or restore it from a backup. It is left as it is until it can be read.", inner);

    /// <summary>A file that says what a parameter may not say either.</summary>
    /// <param name="file">The path.</param>
    /// <param name="line">From 1.</param>
    /// <param name="column">From 1.</param>
    /// <param name="rule">The parameter's error, whose id this one has.</param>
    public static ContainerNetException Refused(string file, long line, long column, ContainerNetException rule) => new(
        rule.ErrorId, CtErrorKind.InvalidData, $"'{file}' is broken at line {line}, column {column}: {rule.Message}",
        Path.GetFileNameWithoutExtension(file), rule.Remedy, rule);

    /// <summary>A system call that failed.</summary>
    /// <param name="verb">What it was to do: read, write, lock.</param>
    /// <param name="path">The file.</param>
    /// <param name="errno">The kernel's number.</param>
    public static ContainerNetException Refused(string verb, string path, int errno)
    {
        if (errno == LibC.ELOOP) return Broken(path, 1, 1, "a symbolic link, expected a regular file");
        string words = $"Can't {verb} '{path}': {Words(errno)}.";
        if (errno == LibC.EACCES || errno == LibC.EPERM)
        {
            return new ContainerNetException(
                "PermissionDenied", CtErrorKind.PermissionDenied, words, path,
                "Run as root: the desired state belongs to root alone.");
        }

        return errno == LibC.EROFS
            ? new ContainerNetException(
                "PermissionDenied", CtErrorKind.PermissionDenied, words, path,
                "Run as root, on a file system that is mounted for writing.")
            : new ContainerNetException("StoreFailed", CtErrorKind.KernelRefused, words, path);
    }

    private static string Words(int errno) => Marshal.GetPInvokeErrorMessage(errno);
}
