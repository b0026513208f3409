using System.Buffers;
using System.Security.Cryptography;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.RootFs.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>The owner and the permissions that a file is to get.</summary>
/// <param name="Mode">Permission bits.</param>
/// <param name="Uid">On the host.</param>
/// <param name="Gid">On the host.</param>
internal sealed record EntryAttributes(int Mode, uint Uid, uint Gid)
{
    /// <summary>When it was changed last; null for now.</summary>
    public DateTime? Modified { get; init; }
}

/// <summary>
/// Makes files and links under a name that nobody can guess, and renames them into place: a rename replaces what is
/// there, be it a link, a device or another name of a file of the host's, and follows or writes nothing.
/// </summary>
internal static class AtomicEntry
{
    private const string Prefix = ".containernet-";
    private const int Attempts = 16;
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a name is one that a killed process may have left.</summary>
    public static bool IsTemporary(string name) =>
        name.Length == Prefix.Length + 16 && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.AsSpan(Prefix.Length).IndexOfAnyExcept(LowerHex) < 0;

    /// <summary>Writes a file whole; the directory is synced by the caller.</summary>
    public static void Write(RootFsDirectory directory, string name, byte[] content, EntryAttributes attributes)
    {
        RootFsDirectory.Plain(name);
        string temporary = Create(directory, name, out SafeFileHandle? file);
        try
        {
            using (file)
                Fill(directory, name, file, content, attributes);
            Rename(directory, temporary, name);
        }
        catch
        {
            _ = FileCalls.Unlink(directory.Handle, temporary);
            throw;
        }
    }

    /// <summary>Gives an entry another name in the same directory, over what was there.</summary>
    public static void Rename(RootFsDirectory directory, string from, string to)
    {
        int result = FileCalls.Rename(
            directory.Handle, RootFsDirectory.Plain(from), RootFsDirectory.Plain(to), replace: true);
        directory.Check(result, "rename", from);
    }

    /// <summary>Makes a symbolic link where nothing is yet; false when something came to be there.</summary>
    public static bool Link(RootFsDirectory directory, string name, string target, uint uid, uint gid)
    {
        RootFsDirectory.Plain(name);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            string temporary = NewName();
            int result = FileCalls.SymbolicLink(directory.Handle, temporary, target);
            if (result == -LibC.EEXIST)
                continue;
            directory.Check(result, "make the link", name);
            result = FileCalls.ChangeLinkOwner(directory.Handle, temporary, uid, gid);
            if (result >= 0)
                result = FileCalls.Rename(directory.Handle, temporary, name, replace: false);
            if (result < 0)
                _ = FileCalls.Unlink(directory.Handle, temporary);
            if (result != -LibC.EEXIST)
                directory.Check(result, "make the link", name);
            return result >= 0;
        }
        throw NoFreeName(directory, name);
    }

    private static string Create(RootFsDirectory directory, string name, out SafeFileHandle file)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            string temporary = NewName();
            int flags = LibC.O_WRONLY | LibC.O_CREAT | LibC.O_EXCL | LibC.O_NOFOLLOW | LibC.O_NOCTTY;
            int result = FileCalls.Open(directory.Handle, temporary, flags, out file, 0x180);
            if (result >= 0)
                return temporary;
            file.Dispose();
            if (result != -LibC.EEXIST)
                directory.Check(result, "write", name);
        }
        throw NoFreeName(directory, name);
    }

    private static void Fill(
        RootFsDirectory directory, string name, SafeFileHandle file, byte[] content, EntryAttributes attributes)
    {
        try
        {
            RandomAccess.Write(file, content, 0);
        }
        catch (IOException error)
        {
            throw new ContainerNetException("RootFsFailed", CtErrorKind.KernelRefused,
                $"Can't write {directory.PathOf(name)}: {error.Message}", directory.PathOf(name), inner: error);
        }
        directory.Check(FileCalls.ChangeOwner(file, attributes.Uid, attributes.Gid), "change the owner of", name);
        directory.Check(FileCalls.ChangeMode(file, attributes.Mode), "change the mode of", name);
        using (SafeFileHandle? former = directory.Open(name))
        {
            if (former is not null)
                FileCalls.CopyLabel(former, file);
        }

        if (attributes.Modified is { } time)
            File.SetLastWriteTimeUtc(file, time);
        directory.Check(FileCalls.Sync(file), "sync", name);
    }

    private static string NewName() => Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true);

    private static ContainerNetException NoFreeName(RootFsDirectory directory, string name) =>
        new("RootFsBusy", CtErrorKind.Busy, $"Can't write {directory.PathOf(name)}: no temporary name is free.");
}
