using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace ContainerNet.Commands;

/// <summary>
/// An argument that was given and holds nothing, as a variable does that was never set: to take it for one that was not
/// given would do something else than was asked.
/// </summary>
internal static class EmptyArgument
{
    /// <summary>The error of the first one on the command line of a cmdlet; null when there is none.</summary>
    public static ContainerNetException? In(PSCmdlet cmdlet)
    {
        foreach ((string name, object? value) in cmdlet.MyInvocation.BoundParameters)
        {
            if (Words(value) is not { } what || cmdlet.GetType().GetProperty(name) is not { } property) continue;
            bool mayBeEmpty = property.IsDefined(typeof(AllowEmptyCollectionAttribute));
            if (mayBeEmpty && value is ICollection { Count: 0 }) continue;
            return Of(name, what);
        }

        return null;
    }

    /// <summary>The error of a parameter.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="what">What is there instead of a value, as "it is $null".</param>
    public static ContainerNetException Of(string name, string what) => new(
        ErrorId.EmptyArgument, CtErrorKind.InvalidArgument, $"-{name} was given, but {what}.", name,
        $"Leave -{name} out, or give it a value. A variable that was never set is $null;"
        + " 'Set-StrictMode -Version Latest' finds such.");

    private static string? Words(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "it is $null",
        string text when string.IsNullOrWhiteSpace(text) => "it is an empty string",
        ICollection { Count: 0 } => "it is an empty list",
        ICollection items when items.Cast<object?>().Any(i => Words(i) is not null) => "an item of it is empty",
        _ => null,
    };
}
