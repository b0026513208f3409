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

    [Fact]
    public void A_time_of_day_is_read_from_its_text_where_the_object_is_lost()
    {
        var time = new DateTimeOffset(2026, 11, 25, 18, 47, 57, 123, TimeSpan.FromHours(2));
        Assert.Equal("18:47:57.123", Quantity.TimeOfDay(time, fraction: true));
        Assert.Equal("18:47:57", Quantity.TimeOfDay(time, fraction: false));
        Assert.Equal("18:47:57", Quantity.TimeOfDay("11/25/2026 18:47:57 +02:00", fraction: true));
        Assert.Equal("long ago", Quantity.TimeOfDay("long ago", fraction: false));
    }
}
