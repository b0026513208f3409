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

    /// <summary>Long lists of one word each do go past it, or nothing is gained.</summary>
    [Fact]
    public void The_emitter_sees_the_first_words_only()
    {
        string[] items = [.. Enumerable.Repeat("192.0.2.1/32", 10_000)];
        long byEmitter = Allocated(items, (yaml, list) => yaml.Sequence(list, item => yaml.Plain(item!)));
        long past = Allocated(items, (yaml, list) => yaml.Words(list, item => item, _ => { }));

        // A word that the emitter sees is an event: an object, of no less than this.
        const int smallestObject = 24;
        Assert.InRange(byEmitter - past, items.Length * smallestObject, long.MaxValue);
    }

    private static long Allocated(string[] items, Action<YamlText, string?[]> list)
    {
        // The first call allocates what stays for all others, more than the words of a short list.
        Write(items[..2], [], list);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Write(items, [], list);
        return GC.GetAllocatedBytesForCurrentThread() - before;
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
