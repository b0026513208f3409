using Xunit;

namespace ContainerNet.Engine.Tests.Watching;

/// <summary>What is made of counters.</summary>
public sealed class RateTests
{
    [Fact]
    public void Rates_are_differences_over_time()
    {
        var earlier = new CtNetIfStatistics { Container = "c", Interface = "eth0", Time = DateTimeOffset.UnixEpoch };
        CtNetIfStatistics later = earlier with { Time = earlier.Time.AddSeconds(2), RxBytes = 3000, TxPackets = 8 };
        CtNetIfRate rate = CtNetIfRate.Between(earlier, later)!;
        Assert.Equal((1500, 0, 0, 4), (
            rate.RxBytesPerSecond, rate.TxBytesPerSecond, rate.RxPacketsPerSecond, rate.TxPacketsPerSecond));
        Assert.Null(CtNetIfRate.Between(later, earlier with { Time = later.Time.AddSeconds(1) }));
        Assert.Null(CtNetIfRate.Between(later, later));
    }

    [Theory]
    [InlineData(0, "0 B", "0bit")]
    [InlineData(1, "1 B", "8bit")]
    [InlineData(1536, "1.5 KiB", "12.3kbit")]
    [InlineData(1048575, "1.0 MiB", "8.4mbit")]
    [InlineData(124_999_999, "119.2 MiB", "1.0gbit")]
    public void Quantities_read_well(double bytes, string amount, string rate)
    {
        Assert.Equal(amount, Quantity.Bytes(bytes));
        Assert.Equal(rate, Quantity.BitRate(bytes));
    }
}
