namespace ContainerNet.Engine.Tests.Values;

/// <summary>What is quoted of bad input cannot steer the terminal that shows it.</summary>
public sealed class PrintableTextTests
{
    public static TheoryData<string, Func<string, object>> Readers => new()
    {
        { "MAC address", MacAddress.Parse },
        { "gateway", Gateway.Parse },
        { "IP address", IPInterfaceAddress.Parse },
        { "network", text => Prefix.Parse(text) },
        { "interconnect", Interconnect.Parse },
        { "pool", InterconnectPool.Parse },
        { "address range", AddressRange.Parse },
        { "rate", BitRate.Parse },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_refused_value_is_quoted_without_control_characters(string what, Func<string, object> read)
    {
        string message = Assert.Throws<FormatException>(() => read("1\u001b[31m\n\u009b2\u007f")).Message;
        Assert.StartsWith("'1\\x1b[31m\\x0a\\x9b2\\x7f' is not ", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_cut_and_none_is_empty()
    {
        Assert.Equal(new string('a', 80) + "…", PrintableText.Of(new string('a', 81)));
        Assert.Equal(new string('a', 80), PrintableText.Of(new string('a', 80)));
        Assert.Equal("", PrintableText.Of(null));
    }
}
