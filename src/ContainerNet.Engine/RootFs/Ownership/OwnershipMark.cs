using System.Security.Cryptography;
using System.Text;

namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>Who owns a file, by the mark in it.</summary>
internal enum MarkState
{
    /// <summary>No mark: the administrator's.</summary>
    Foreign,

    /// <summary>Ours, as we wrote it.</summary>
    Ours,

    /// <summary>Ours, but changed since.</summary>
    Edited,
}

/// <summary>
/// The line that tells that a whole file is ours, with a hash over all the other lines. It is the first, or the second
/// where the first has a meaning of its own (#!/bin/sh).
/// </summary>
internal static class OwnershipMark
{
    private const string Sentence =
        " Managed by ContainerNet; edits are kept, see about_ContainerNet_Distributions. sha256=";
    private const int HexLength = 64;

    /// <summary>The bytes of a file with its mark.</summary>
    public static byte[] Stamp(RenderedFile file)
    {
        string head = file.FirstLine is null ? "" : file.FirstLine + "\n";
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(head + file.Content)));
#pragma warning disable CA1308 // sha256sum(1) writes small letters
        return Encoding.UTF8.GetBytes($"{head}{file.Comment}{Sentence}{hash.ToLowerInvariant()}\n{file.Content}");
#pragma warning restore CA1308
    }

    /// <summary>Judges a file by its bytes.</summary>
    public static MarkState Judge(ReadOnlySpan<byte> content)
    {
        int start = 0;
        for (int line = 0; line < 2 && start < content.Length; line++)
        {
            int length = content[start..].IndexOf((byte)'\n');
            int end = length < 0 ? content.Length : start + length + 1;
            if (Hash(content[start..end]) is { } hash)
                return Matches(hash, content[..start], content[end..]) ? MarkState.Ours : MarkState.Edited;
            start = end;
        }
        return MarkState.Foreign;
    }

    // The sentence may be worded otherwise in other versions: only its first words and the hash count.
    private static string? Hash(ReadOnlySpan<byte> line)
    {
        string text = Encoding.UTF8.GetString(line).TrimEnd();
        int at = text.LastIndexOf(" sha256=", StringComparison.Ordinal);
        return at >= 0 && text.Contains(" Managed by ContainerNet", StringComparison.Ordinal) ? text[(at + 8)..] : null;
    }

    private static bool Matches(string hash, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(before);
        sum.AppendData(after);
        return hash.Length == HexLength
            && string.Equals(hash, Convert.ToHexString(sum.GetHashAndReset()), StringComparison.OrdinalIgnoreCase);
    }
}
