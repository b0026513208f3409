using System.Management.Automation;

namespace ContainerNet.Tests.Harness;

/// <summary>What a script gave.</summary>
internal sealed record Outcome
{
    public required IReadOnlyList<PSObject> Objects { get; init; }

    /// <summary>The non-terminating errors.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    /// <summary>What the console showed.</summary>
    public required string Console { get; init; }

    /// <summary>The error that ended the script.</summary>
    public ErrorRecord? End { get; init; }

    /// <summary>The one error, whether it ended the script or not.</summary>
    public ErrorRecord Error => Assert.Single(End is null ? Errors : [.. Errors, End]);

    public IEnumerable<string> Texts => Objects.Select(o => o.ToString());

    /// <summary>A property of each object, as text.</summary>
    public IEnumerable<string> All(string property) => Objects.Select(o => $"{o.Properties[property]?.Value}");

    /// <summary>The id of an error without the cmdlet that PowerShell adds.</summary>
    public static string IdOf(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
