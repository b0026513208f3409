using System.Globalization;
using System.Management.Automation;

namespace ContainerNet;

/// <summary>
/// A range for a number that may be absent: an object of the pipeline may have the property and no value in it, which
/// ValidateRange refuses.
/// </summary>
/// <param name="smallest">The smallest number allowed.</param>
/// <param name="largest">The largest number allowed.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateNumberAttribute(int smallest, int largest) : ValidateArgumentsAttribute
{
    /// <summary>The smallest number allowed.</summary>
    public int Smallest => smallest;

    /// <summary>The largest number allowed.</summary>
    public int Largest => largest;

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is null || Convert.ToInt64(arguments, CultureInfo.InvariantCulture) is var number
            && number >= smallest && number <= largest)
        {
            return;
        }

        throw new ValidationMetadataException($"{arguments} is not between {smallest} and {largest}.");
    }
}
