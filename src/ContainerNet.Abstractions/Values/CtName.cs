namespace ContainerNet;

/// <summary>The name of a container, as a parameter takes it: text, or any object that names one.</summary>
/// <remarks>
/// A type of its own, so that PowerShell first tries to read a positional argument as what it is for (an address)
/// before it takes it as a name: both `Add-CtNetIfIp web01 eth0 192.0.2.5` and `$interface | Add-CtNetIfIp 192.0.2.5`
/// bind.
/// </remarks>
public sealed class CtName : IEquatable<CtName>
{
    private readonly string _name;

    /// <summary>Makes a name from text.</summary>
    /// <param name="name">The text.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public CtName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _name = name;
    }

    /// <summary>Makes a name from a container.</summary>
    /// <param name="container">The container.</param>
    public CtName(Ct container)
    {
        ArgumentNullException.ThrowIfNull(container);
        _name = container.Name;
    }

    /// <inheritdoc/>
    public bool Equals(CtName? other) => other is not null && _name == other._name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CtName);

    /// <inheritdoc/>
    public override int GetHashCode() => _name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => _name;
}
