namespace ContainerNet;

/// <summary>
/// An object whose key identifies it among the others of its type, and orders them: Sort-Object, Compare-Object and all
/// with -Unique use it when they are given no property.
/// </summary>
/// <remarks>
/// It stands in for a DefaultKeyPropertySet, which would come from a types file. PowerShell would read that at each
/// import, after looking for two of its own that it does not ship. Equality stays the record's own.
/// </remarks>
public interface IKeyed : IComparable
{
    /// <summary>The parts of the key, the most significant first; those of one type differ in values alone.</summary>
    /// <remarks>By a method: PowerShell shows a property also of an interface that is implemented explicitly.</remarks>
    IReadOnlyList<IComparable?> GetKey();

    /// <summary>Orders by the parts of the key, text by its code points in every culture.</summary>
    /// <param name="obj">The object to compare with.</param>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    int IComparable.CompareTo(object? obj)
    {
        if (obj is null) return 1;
        if (obj is not IKeyed other || obj.GetType() != GetType())
        {
            throw new ArgumentException($"Cannot compare a {GetType().Name} with a {obj.GetType().Name}.", nameof(obj));
        }

        return GetKey().Zip(other.GetKey(), Order).FirstOrDefault(order => order != 0);
    }

    // PowerShell makes objects without their required properties: [CtNetIf] @{ Container = 'web01' }.
    private static int Order(IComparable? left, IComparable? right) => left switch
    {
        null => right is null ? 0 : -1,
        string text => string.CompareOrdinal(text, right as string),
        _ => left.CompareTo(right),
    };
}
