using System.Globalization;

namespace ContainerNet.Engine.Tests.Values;

/// <summary>Rates in tc's words, and hardware addresses.</summary>
public sealed class RateAndMacTests
{
    [Theory]
    [InlineData("0", 0, "unlimited")]
    [InlineData("Unlimited", 0, "unlimited")]
    [InlineData("1", 1, "1bit")]
    [InlineData("12500000", 12_500_000, "12500kbit")]
    [InlineData("100m", 100_000_000, "100mbit")]
    [InlineData("100 MBIT", 100_000_000, "100mbit")]
    [InlineData("1.5gbit", 1_500_000_000, "1500mbit")]
    [InlineData("1g", 1_000_000_000, "1gbit")]
    [InlineData("2tbit", 2_000_000_000_000, "2tbit")]
    [InlineData("1kibit", 1024, "1024bit")]
    [InlineData("12mbps", 96_000_000, "96mbit")]
    [InlineData("1kibps", 8192, "8192bit")]
    [InlineData("8bps", 64, "64bit")]
    [InlineData("18446744073709551615", ulong.MaxValue, "18446744073709551615bit")]
    public void A_rate_is_read_and_written(string text, ulong bits, string written)
    {
        var rate = BitRate.Parse(text);
        Assert.Equal((bits, written), (rate.BitsPerSecond, rate.ToString()));
        Assert.Equal(rate, BitRate.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("mbit")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1,5mbit")]
    [InlineData("1.000.000")]
    [InlineData("0x10")]
    [InlineData("1ki")]
    [InlineData("1xbit")]
    [InlineData("1kkbit")]
    [InlineData("1mbit/s")]
    [InlineData("18446744073709551616")]
    [InlineData("18446745tbit")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("1٠")]
    [InlineData("0.4")]
    [InlineData("0.0001kbit")]
    [InlineData("unlimited\0")]
    public void What_is_no_rate_is_refused(string text)
    {
        Assert.False(BitRate.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => BitRate.Parse(text));
    }

    [Fact]
    public void Rates_sort_with_unlimited_as_the_fastest()
    {
        string[] sorted = ["1bit", "1kbit", "100mbit", "1gbit", "18446744073709551615bit", "unlimited"];
        Assert.Equal(sorted, sorted.Reverse().Select(BitRate.Parse).Order().Select(r => r.ToString()));
        Assert.True(BitRate.Parse("1m") < BitRate.Unlimited && BitRate.Unlimited > BitRate.Parse("1m"));
        Assert.Equal(0, BitRate.Parse("1m").CompareTo((object)"1000k"));
        Assert.Throws<ArgumentException>(() => BitRate.Parse("1m").CompareTo((object)"fast"));
    }

    [Fact]
    public void No_culture_changes_anything()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = ".",
            NegativeSign = "~",
            PositiveSign = "#",
            NativeDigits = ["٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"],
        };
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal(1_500_000ul, BitRate.Parse("1.5MBIT", german).BitsPerSecond);
            Assert.False(BitRate.TryParse("1,5mbit", german, out _));
            Assert.Equal("1500kbit", BitRate.Parse("1500kbit").ToString());
            Assert.Equal("10.0.0.5/24", IPInterfaceAddress.Parse("10.0.0.5/24", german).ToString());
            Assert.Equal("52:54:00:12:34:56", MacAddress.Parse("52:54:00:12:34:56", german).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("52:54:00:12:34:56", "52:54:00:12:34:56")]
    [InlineData("52-54-00-AB-cd-EF", "52:54:00:ab:cd:ef")]
    [InlineData(" 00:00:00:00:00:01 ", "00:00:00:00:00:01")]
    public void A_hardware_address_is_read_and_written(string text, string written)
    {
        var mac = MacAddress.Parse(text);
        Assert.Equal(written, mac.ToString());
        Assert.Equal(mac, MacAddress.Parse(written));
        Assert.Equal(Convert.FromHexString(written.Replace(":", "", StringComparison.Ordinal)), mac.GetBytes());
    }

    [Theory]
    [InlineData("")]
    [InlineData("52:54:00:12:34")]
    [InlineData("52:54:00:12:34:5")]
    [InlineData("52:54:00:12:34:567")]
    [InlineData("525400123456")]
    [InlineData("5254.0012.3456")]
    [InlineData("52:54:00:12:34:5g")]
    [InlineData("52:54:00:12:34:5\0")]
    [InlineData("５2:54:00:12:34:56")]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    [InlineData("01:00:5e:00:00:01")]
    [InlineData("33:33:00:00:00:01")]
    public void What_is_no_hardware_address_is_refused(string text) =>
        Assert.Throws<FormatException>(() => MacAddress.Parse(text));

    [Fact]
    public void A_random_address_is_one_of_a_host_always()
    {
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(2, MacAddress.Random().GetBytes()[0] & 3);
            Assert.Equal(0, MacAddress.Parse("xx:xx:xx:xx:xx:xx").GetBytes()[0] & 1);
            Assert.NotEqual(0, MacAddress.Parse("00:00:00:00:00:0x").GetBytes()[5]);
        }
    }

    [Fact]
    public void Any_text_is_either_refused_or_comes_back()
    {
        const string letters = "0123456789abcdefxABF.:/%-kmgtip unlmted\0\n";
        var random = new Random(5);
        for (int i = 0; i < 200_000; i++)
        {
            string text = new(random.GetItems<char>(letters, random.Next(1, 20)));
            if (IPInterfaceAddress.TryParse(text, null, out IPInterfaceAddress? address))
            {
                Assert.Equal(address, IPInterfaceAddress.Parse(address.ToString()));
            }

            if (BitRate.TryParse(text, null, out BitRate? rate)) Assert.Equal(rate, BitRate.Parse(rate.ToString()));
            if (Gateway.TryParse(text, null, out Gateway? gate)) Assert.Equal(gate, Gateway.Parse(gate.ToString()));
            if (Interconnect.TryParse(text, null, out Interconnect? via))
            {
                Assert.Equal(via, Interconnect.Parse(via.ToString()));
            }
        }
    }
}
