namespace ContainerNet.Netlink.Tests.Wire;

public sealed class Ipv4SettingsTests
{
    [Fact]
    public void Settings_keep_the_last_value_of_each()
    {
        Ipv4Settings settings = new()
        {
            { Ipv4Setting.PromoteSecondaries, 3 }, { Ipv4Setting.Forwarding, 1 }, { Ipv4Setting.Forwarding, 0 },
        };
        Assert.Equal(2, settings.Count);
        Assert.Equal([new(Ipv4Setting.Forwarding, 0), new(Ipv4Setting.PromoteSecondaries, 3)], settings.ToArray());
        Assert.True(settings.TryGetValue(Ipv4Setting.Forwarding, out int value));
        Assert.Equal(0, value);
        Assert.False(settings.TryGetValue(Ipv4Setting.ProxyArp, out _));
        Assert.False(settings.TryGetValue((Ipv4Setting)200, out _));
    }

    [Fact]
    public void Settings_are_equal_by_value()
    {
        Ipv4Settings one = new() { { Ipv4Setting.ProxyArp, 1 } };
        Ipv4Settings same = new() { { Ipv4Setting.ProxyArp, 1 } };
        Ipv4Settings other = new() { { Ipv4Setting.ProxyArp, 2 } };
        Assert.True(one == same);
        Assert.True(one != other);
        Assert.True(one != default);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.Equal(new LinkChange { Index = 1, Ipv4Conf = one }, new LinkChange { Index = 1, Ipv4Conf = same });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    [InlineData(255)]
    public void A_number_that_is_no_setting_is_refused(int number)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Ipv4Settings().Add((Ipv4Setting)number, 1));
}
