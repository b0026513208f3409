using ContainerNet.Engine.Store;
using YamlDotNet.Core.Events;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>Lists of words are written past the emitter, and must look as if they were not.</summary>
public sealed class YamlTextTests
{
    // Those that begin with a colon are for the emitter to quote or not; null stands for a mapping.
    private static readonly string?[] s_items =
        ["192.0.2.1/32", "2001:db8::1/128", "::1/128", "::/0", "198.51.100.0/24", "fe80::/64", null];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(300)]
    public void Words_are_written_as_the_emitter_writes_them(int count)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            string?[] first = random.GetItems(s_items, count);
            string?[] second = random.GetItems(s_items, random.Next(5));
            string byEmitter = Write(first, second, (yaml, items) => yaml.Sequence(items, item =>
            {
                if (item is null) Mapping(yaml);
                else yaml.Plain(item);
            }));
            string past = Write(first, second, (yaml, items) => yaml.Words(items, item => item, _ => Mapping(yaml)));
            Assert.Equal(byEmitter, past);
        }
    }

    // Long lists of one word each do go past it, or nothing is gained.
    [Fact]
    public void The_emitter_sees_the_first_words_only()
    {
        string[] items = [.. Enumerable.Repeat("192.0.2.1/32", 1000)];
        long asked = GC.GetAllocatedBytesForCurrentThread();
        Write(items, [], (yaml, list) => yaml.Words(list, item => item, _ => { }));
        long words = GC.GetAllocatedBytesForCurrentThread() - asked;
        asked = GC.GetAllocatedBytesForCurrentThread();
        Write(items, [], (yaml, list) => yaml.Sequence(list, item => yaml.Plain(item!)));
        Assert.InRange(words, 0, (GC.GetAllocatedBytesForCurrentThread() - asked) / 2);
    }

    private static void Mapping(YamlText yaml)
    {
        yaml.BeginMapping(MappingStyle.Flow);
        yaml.Key("address").Plain("::/0");
        yaml.EndMapping();
    }

    private static string Write(string?[] first, string?[] second, Action<YamlText, string?[]> list)
    {
        var yaml = new YamlText();
        yaml.BeginMapping();
        yaml.Key("net_interfaces").Sequence([first, second], items =>
        {
            yaml.BeginMapping();
            yaml.Key("v4");
            list(yaml, items);
            yaml.Key("v6");
            list(yaml, second);
            yaml.EndMapping();
        });
        yaml.EndMapping();
        return yaml.Finish();
    }
}
