using ContainerNet.Engine.Editing;

namespace ContainerNet.Engine.Tests.Changes;

/// <summary>Taking items from a long list: the same as one by one, without going through it each time.</summary>
public sealed class DeferredRemovalsTests
{
    private sealed record Item(string Key, int Number);

    [Theory]
    [InlineData(5, false)]
    [InlineData(63, false)]
    [InlineData(64, false)]
    [InlineData(500, false)]
    [InlineData(500, true)]
    public void Leaves_what_removal_one_by_one_leaves(int count, bool withTwins)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            List<Item> items = [.. Enumerable.Range(0, count).Select(i => new Item($"{(withTwins ? i / 2 : i)}", i))];
            List<Item> expected = [.. items];
            var removals = new DeferredRemovals<string, Item>(items, i => i.Key);
            for (int i = 0; i < count; i++)
            {
                Item wanted = new($"{random.Next(count)}", random.Next(count));
                int place = removals.Find(wanted.Key, item => item == wanted);
                Item? found = expected.Find(item => item == wanted) ?? expected.Find(item => item.Key == wanted.Key);
                Assert.Equal(found, place < 0 ? null : items[place]);
                if (found is null) continue;
                removals.RemoveAt(place);
                expected.Remove(found);
                Assert.Equal(expected, removals.Left);
            }

            removals.End();
            Assert.Equal(expected, items);
        }
    }

    [Fact]
    public void Looks_at_each_item_a_few_times_however_many_are_taken_in_whatever_order()
    {
        const int Count = 10_000;
        int looks = 0;
        List<Item> items = [.. Enumerable.Range(0, Count).Select(i => new Item($"{i}", i))];
        Item[] order = [.. items];
        new Random(1).Shuffle(order);
        var removals = new DeferredRemovals<string, Item>(items, item =>
        {
            looks++;
            return item.Key;
        });
        foreach (Item item in order)
        {
            removals.RemoveAt(removals.Find(item.Key, other =>
            {
                looks++;
                return other == item;
            }));
        }

        removals.End();
        Assert.Empty(items);
        Assert.InRange(looks, Count, 3 * Count);
    }
}
