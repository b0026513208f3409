using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>What the user's preferences make of a cmdlet that changes something.</summary>
internal static class Asking
{
    /// <summary>
    /// Whether -WhatIf shows or a prompt asks, so that the rules are run before: nobody is asked about what would be
    /// refused.
    /// </summary>
    public static bool IsInEffect(PSCmdlet cmdlet)
    {
        if (IsWhatIf(cmdlet)) return true;
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out object? given)) return Is(given);
        ConfirmImpact impact = cmdlet.GetType().GetCustomAttributes(typeof(CmdletAttribute), inherit: false)
            .Cast<CmdletAttribute>().Select(a => a.ConfirmImpact).FirstOrDefault(ConfirmImpact.Medium);
        return cmdlet.GetVariableValue("ConfirmPreference") is { } preference
            && LanguagePrimitives.TryConvertTo(preference, out ConfirmImpact least)
            && least != ConfirmImpact.None && impact >= least;
    }

    /// <summary>Whether nothing is to be done, only shown.</summary>
    public static bool IsWhatIf(PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
            ? Is(given)
            : LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    /// <summary>Whether the first error ends the pipeline.</summary>
    public static bool StopsAtError(PSCmdlet cmdlet)
    {
        object? preference = cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given)
            ? given
            : cmdlet.GetVariableValue("ErrorActionPreference");
        return preference is not null && LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)
            && action == ActionPreference.Stop;
    }

    /// <summary>
    /// What is done together: all, or one by one when the first error is to be the last thing that happens.
    /// </summary>
    public static IEnumerable<T[]> Parts<T>(PSCmdlet cmdlet, List<T> all) =>
        all.Chunk(StopsAtError(cmdlet) ? 1 : Math.Max(1, all.Count));

    private static bool Is(object? given) => LanguagePrimitives.IsTrue(given);
}
