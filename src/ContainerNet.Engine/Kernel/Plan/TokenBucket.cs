namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>How a token bucket is filled for a rate.</summary>
/// <param name="BytesPerSecond">The rate.</param>
/// <param name="Burst">Bytes that may go at once.</param>
/// <param name="Limit">Bytes that may wait.</param>
internal readonly record struct TokenBucket(ulong BytesPerSecond, uint Burst, uint Limit)
{
    // A processor that is busy for so long loses none of the rate.
    private const ulong BurstMilliseconds = 10;

    // Longer queues only make a full line slow to answer.
    private const ulong QueueMilliseconds = 50;
    private const ulong SmallestBurst = 8 * 1024;
    private const ulong MostBytes = 1 << 30;

    public static TokenBucket Of(BitRate rate, int mtu)
    {
        ulong bytes = BytesOf(rate);

        // Two packets with their link headers: one that does not fit would never be sent.
        ulong packets = 2 * ((ulong)mtu + 36);
        ulong burst = Math.Min(Math.Max(bytes / 1000 * BurstMilliseconds, Math.Max(packets, SmallestBurst)), MostBytes);
        ulong queue = Math.Min(Math.Max(bytes / 1000 * QueueMilliseconds, 2 * packets), MostBytes);
        return new TokenBucket(bytes, (uint)burst, (uint)(burst + queue));
    }

    /// <summary>A limit as the kernel counts it.</summary>
    public static ulong BytesOf(BitRate rate) => Math.Max(1, rate.BitsPerSecond / 8);
}
