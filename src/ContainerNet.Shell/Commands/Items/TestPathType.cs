namespace ContainerNet.Shell.Commands.Items;

/// <summary>What Test-Path looks for.</summary>
public enum TestPathType
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>Something that has other items in it, as a folder.</summary>
    Container,

    /// <summary>Something that has none, as a file.</summary>
    Leaf,
}
