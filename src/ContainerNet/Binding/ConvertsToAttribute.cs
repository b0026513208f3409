using System.Globalization;
using System.Management.Automation;

namespace ContainerNet;

/// <summary>
/// Reads a value that a row or an object of the pipeline may bring. PowerShell leaves a parameter unset, without a word,
/// when such a value does not convert to its type; what a transformation throws, it reports. An empty cell of a CSV file
/// is no value.
/// </summary>
/// <typeparam name="T">The type of the parameter.</typeparam>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConvertsToAttribute<T> : ArgumentTransformationAttribute
{
    /// <summary>Whether an empty cell is an error, as of a switch whose cmdlet does not see the cell.</summary>
    public bool RefusesEmpty { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = Rehydrate.Plain(inputData);
        bool absent = plain is string text && string.IsNullOrWhiteSpace(text) && !RefusesEmpty;

        // A switch has no third value; the cmdlet looks whether the cell was empty.
        if (absent) return typeof(T) == typeof(SwitchParameter) ? new SwitchParameter(false) : null!;
        return Conversion.To<T>(plain);
    }
}

/// <summary>Conversions as PowerShell's own, whose failures name the value and what is allowed.</summary>
internal static class Conversion
{
    public static object To<T>(object value)
    {
        // To PowerShell any text is true, "False" as well.
        if (typeof(T) == typeof(SwitchParameter) && value is string word) return new SwitchParameter(IsTrue(word));
        try
        {
            return LanguagePrimitives.ConvertTo(value, typeof(T), CultureInfo.InvariantCulture);
        }
        catch (PSInvalidCastException e)
        {
            throw new ArgumentTransformationMetadataException(Said<T>(value, e), e);
        }
    }

    private static bool IsTrue(string word) => word.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "$TRUE" or "YES" or "1" => true,
        "FALSE" or "$FALSE" or "NO" or "0" => false,
        _ => throw new ArgumentTransformationMetadataException(
            $"'{PrintableText.Of(word)}' is neither True nor False."),
    };

    // The message of the type itself; those of numbers say neither the value nor what is allowed.
    private static string Said<T>(object value, Exception error)
    {
        Exception innermost = error;
        while (innermost.InnerException is { } inner) innermost = inner;
        Type type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type == typeof(int) || type == typeof(uint)) return $"'{PrintableText.Of($"{value}")}' is not a whole number.";
        if (type == typeof(System.Net.IPAddress)) return $"'{PrintableText.Of($"{value}")}' is not an IP address.";
        if (!type.IsEnum) return innermost.Message;

        // Other is what an interface of somebody else is; nobody can ask for it.
        string[] names = [.. Enum.GetNames(type).Where(n => n != nameof(CtNetIfType.Other))];
        return $"'{PrintableText.Of($"{value}")}' is not one of {string.Join(", ", names)}.";
    }
}
