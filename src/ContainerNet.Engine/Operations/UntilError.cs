namespace ContainerNet.Engine.Operations;

/// <summary>Of the wishes of a call that ends with its first error, those behind that error are not attempted.</summary>
internal static class UntilError
{
    /// <summary>The place of the first wish that failed; null when none has.</summary>
    public static int? First(ContainerNetException?[] errors)
    {
        int first = Array.FindIndex(errors, e => e is not null && e.ErrorId != ErrorId.NotAttempted);
        return first < 0 ? null : first;
    }

    /// <summary>Takes out what is behind the first error.</summary>
    /// <param name="errors">The error of each wish, which those that are taken out get.</param>
    /// <param name="open">The wishes that are still to be done.</param>
    /// <returns>Whether wishes were taken out that could have been done, so that the rest is edited anew.</returns>
    public static bool Cut(ContainerNetException?[] errors, HashSet<int> open)
    {
        if (First(errors) is not { } first) return false;
        bool cut = false;
        foreach (int later in open.Where(i => i > first).ToArray())
        {
            open.Remove(later);
            cut |= errors[later] is null;
            errors[later] = new ContainerNetException(
                ErrorId.NotAttempted, CtErrorKind.InvalidOperation, "Another wish of the same call failed before it.");
        }

        open.RemoveWhere(i => errors[i] is not null);
        return cut;
    }
}
