namespace ContainerNet.Shell.Commands.Data;

/// <summary>When a value in delimited text is quoted.</summary>
public enum QuoteKind
{
    /// <summary>Never, even where the value will not be read back as it was.</summary>
    Never,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Where the value could be misread without.</summary>
    AsNeeded,
}
