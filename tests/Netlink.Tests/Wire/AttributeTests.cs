using System.Net;
using System.Text;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Tests.Wire;

public sealed class AttributeTests
{
    [Fact]
    public void Each_kind_of_value_comes_back()
    {
        Span<byte> buffer = Dirty(256);
        var writer = new AttributeWriter(buffer);
        writer.WriteByte(1, 200);
        writer.WriteUInt32(2, 0xdeadbeef);
        writer.WriteInt32(3, -5);
        writer.WriteTerminated(4, "eth0");
        writer.WriteText(5, "kůň");
        writer.WriteAddress(6, IPAddress.Parse("10.1.2.3"));
        writer.WriteAddress(7, IPAddress.Parse("fd00::1"));
        writer.WriteBytes(8, []);

        var reader = new AttributeReader(buffer[..writer.Length]);
        Next(ref reader, 1);
        Assert.Equal(200, reader.ReadByte());
        Next(ref reader, 2);
        Assert.Equal(0xdeadbeef, reader.ReadUInt32());
        Next(ref reader, 3);
        Assert.Equal(-5, reader.ReadInt32());
        Next(ref reader, 4);
        Assert.Equal("eth0", reader.ReadText());
        Assert.Equal(5, reader.Payload.Length);
        Next(ref reader, 5);
        Assert.Equal("kůň", reader.ReadText());
        Next(ref reader, 6);
        Assert.Equal(IPAddress.Parse("10.1.2.3"), reader.ReadAddress());
        Next(ref reader, 7);
        Assert.Equal(IPAddress.Parse("fd00::1"), reader.ReadAddress());
        Next(ref reader, 8);
        Assert.True(reader.Payload.IsEmpty);
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Padding_is_cleared_even_in_a_used_buffer()
    {
        Span<byte> buffer = Dirty(64);
        var writer = new AttributeWriter(buffer);
        writer.WriteByte(1, 0xff);
        writer.WriteBytes(2, [1, 2, 3]);
        Assert.Equal("0500" + "0100" + "ff000000" + "0700" + "0200" + "01020300", Hex(buffer[..writer.Length]));
    }

    [Fact]
    public void Flag_bits_of_the_type_are_masked_off()
    {
        byte[] attribute = [8, 0, 3, 0x80, 1, 0, 0, 0];
        var reader = new AttributeReader(attribute);
        Next(ref reader, 3);
    }

    [Fact]
    public void The_last_attribute_may_lack_its_padding()
    {
        var reader = new AttributeReader([5, 0, 1, 0, 9]);
        Next(ref reader, 1);
        Assert.Equal(9, reader.ReadByte());
        Assert.False(reader.MoveNext());
    }

    [Theory]
    [InlineData("050001")] // no room for the header
    [InlineData("0300010000000000")] // shorter than its own header
    [InlineData("0900010000000000")] // longer than what is left
    [InlineData("0800010001000000ff")] // a byte is left over
    public void A_length_that_does_not_fit_throws(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Throws<NetlinkFormatException>(() =>
        {
            var reader = new AttributeReader(bytes);
            while (reader.MoveNext())
            {
            }
        });
    }

    [Fact]
    public void A_value_of_another_length_throws()
    {
        byte[] bytes = [6, 0, 1, 0, 1, 2, 0, 0];
        Assert.Throws<NetlinkFormatException>(() => First(bytes).ReadUInt32());
        Assert.Throws<NetlinkFormatException>(() => First(bytes).ReadByte());
        Assert.Throws<NetlinkFormatException>(() => First(bytes).ReadAddressBytes());
        Assert.Throws<NetlinkFormatException>(() => First(bytes).ReadStructure<AddressMessage>());
    }

    [Fact]
    public void Writing_past_the_end_throws_and_does_not_corrupt()
    {
        byte[] bytes = new byte[8];
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            var writer = new AttributeWriter(bytes.AsSpan(0, 4));
            writer.WriteUInt32(1, 1);
        });
        Assert.All(bytes, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Random_trees_come_back()
    {
        var random = new Random(20240611);
        byte[] buffer = new byte[64 * 1024];
        for (int round = 0; round < 2000; round++)
        {
            random.NextBytes(buffer);
            var expected = new StringBuilder();
            var writer = new AttributeWriter(buffer);
            Write(ref writer, random, expected, depth: 0);
            var actual = new StringBuilder();
            Read(new AttributeReader(buffer.AsSpan(0, writer.Length)), actual);
            Assert.Equal(expected.ToString(), actual.ToString());
        }
    }

    /// <summary>Odd types hold attributes, even ones bytes.</summary>
    private static void Write(ref AttributeWriter writer, Random random, StringBuilder log, int depth)
    {
        int count = random.Next(0, 6);
        for (int number = 0; number < count; number++)
        {
            ushort type = (ushort)random.Next(0, 0x3fff);
            if (depth >= 4)
                type &= 0x3ffe;
            log.Append(type);
            if (type % 2 == 0)
            {
                byte[] value = new byte[random.Next(0, 40)];
                random.NextBytes(value);
                writer.WriteBytes(type, value);
                log.Append('=').Append(Convert.ToHexString(value)).Append(';');
                continue;
            }
            int start = writer.BeginNested(type);
            log.Append('{');
            Write(ref writer, random, log, depth + 1);
            log.Append('}');
            writer.EndNested(start);
        }
    }

    private static void Read(AttributeReader reader, StringBuilder log)
    {
        while (reader.MoveNext())
        {
            log.Append(reader.Type);
            if (reader.Type % 2 == 0)
            {
                log.Append('=').Append(Convert.ToHexString(reader.Payload)).Append(';');
                continue;
            }
            log.Append('{');
            Read(reader.Nested, log);
            log.Append('}');
        }
    }

    private static AttributeReader First(byte[] bytes)
    {
        var reader = new AttributeReader(bytes);
        reader.MoveNext();
        return reader;
    }

    private static void Next(ref AttributeReader reader, ushort type)
    {
        Assert.True(reader.MoveNext());
        Assert.Equal(type, reader.Type);
    }

    private static byte[] Dirty(int length)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, (byte)0xaa);
        return bytes;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
