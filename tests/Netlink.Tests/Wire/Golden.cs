using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Tests.Wire;

/// <summary>Expected bytes in hexadecimal, little-endian, with comments from // to the end of a line.</summary>
internal static class Golden
{
    public static byte[] Bytes(string text)
    {
        IEnumerable<string> lines = text.Split('\n').Select(line => line.Split("//")[0]);
        return Convert.FromHexString(string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>Compares what one request sends; its sequence number is 0x11223344.</summary>
    public static void AssertRequest(Func<NetlinkBatch, int> append, string expected)
    {
        using var batch = new NetlinkBatch();
        Assert.Equal(0, append(batch));
        Assert.Equal(1, batch.Count);
        var sent = new List<byte>();
        var cursor = new BatchCursor(batch.Messages, batch.FollowUps, 0x11223344);
        while (cursor.MoveNext(lastFailed: false))
            sent.AddRange(cursor.Datagram);
        Assert.Equal(Convert.ToHexStringLower(Bytes(expected)), Convert.ToHexStringLower([.. sent]));
    }
}
