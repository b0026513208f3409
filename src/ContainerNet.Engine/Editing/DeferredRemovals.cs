namespace ContainerNet.Engine.Editing;

/// <summary>
/// A list from which many items may be taken: their places are looked up, and what follows them is moved once, at the
/// end. One by one, thousands would cost the square of their number.
/// </summary>
/// <remarks>Until <see cref="End"/> there are nulls in the list, in place of what was taken.</remarks>
/// <param name="list">The list.</param>
/// <param name="keyOf">What an item is looked up by.</param>
internal sealed class DeferredRemovals<TKey, T>(List<T> list, Func<T, TKey> keyOf)
    where TKey : notnull
    where T : class
{
    // A short list is gone through faster.
    private const int Long = 64;

    private Dictionary<TKey, int>? _places;
    private bool _hasTwins;
    private int _asked;

    /// <summary>What is left, in order.</summary>
    public IEnumerable<T> Left => list.Where(i => i is not null);

    /// <summary>The place of an item; negative when there is none.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="isMeant">Tells which, should several have the key; when it is none of them, the first is.</param>
    public int Find(TKey key, Predicate<T> isMeant)
    {
        // One alone is not worth the look at all.
        if (_asked++ == 1 && list.Count >= Long) LookAtAll();
        if (_places is not null) return _places.GetValueOrDefault(key, -1);
        int place = list.FindIndex(i => i is not null && isMeant(i));
        return place >= 0 ? place : list.FindIndex(i => i is not null && keyOf(i).Equals(key));
    }

    /// <summary>Takes an item.</summary>
    /// <param name="place">Its place, from <see cref="Find"/>.</param>
    public void RemoveAt(int place)
    {
        if (_places is null)
        {
            list.RemoveAt(place);
            return;
        }

        _places.Remove(keyOf(list[place]));
        list[place] = null!;
    }

    /// <summary>Closes the gaps.</summary>
    public void End()
    {
        if (_places is not null) list.RemoveAll(i => i is null);
        _places = null;
        _asked = 0;
    }

    private void LookAtAll()
    {
        var places = new Dictionary<TKey, int>(list.Count);
        for (int i = 0; i < list.Count && !_hasTwins; i++) _hasTwins = !places.TryAdd(keyOf(list[i]), i);
        if (!_hasTwins) _places = places;
    }
}
