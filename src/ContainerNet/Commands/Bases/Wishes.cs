using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ContainerNet.Commands;

/// <summary>The wishes of a cmdlet: collected, rehearsed when the user is asked, agreed to one by one.</summary>
/// <typeparam name="T">A wish.</typeparam>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class Wishes<T>(CtCommand cmdlet)
{
    // What -WhatIf has shown in this session: a script that makes a thing and goes on with it can be shown whole.
    private static readonly ConditionalWeakTable<Runspace, List<T>> s_shown = [];
    private readonly List<(T Wish, string Target, string Action)> _all = [];

    /// <summary>What -WhatIf has shown in this session.</summary>
    public static IReadOnlyList<T> Shown =>
        Runspace.DefaultRunspace is { } session && s_shown.TryGetValue(session, out List<T>? shown) ? shown : [];

    /// <summary>Whether there are any.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>Takes a wish.</summary>
    /// <param name="wish">The wish.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="action">A verb phrase.</param>
    public void Add(T wish, string target, string action) => _all.Add((wish, target, action));

    /// <summary>The wishes that the user agrees to; those that would be refused are reported and not among them.</summary>
    /// <param name="rehearse">Runs the rules: wishes, and those that count as done.</param>
    /// <param name="refused">The error that ends the pipeline, once what came before it is done; null for none.</param>
    public List<T> Agreed(
        Func<IReadOnlyList<T>, IReadOnlyList<T>, IReadOnlyList<CtRehearsal>> rehearse, out ContainerNetException? refused)
    {
        refused = null;
        bool whatIf = Asking.IsWhatIf(cmdlet);
        bool stops = Asking.StopsAtError(cmdlet);
        List<T>? shown = whatIf && Runspace.DefaultRunspace is { } session ? s_shown.GetOrCreateValue(session) : null;
        IReadOnlyList<CtRehearsal>? said = Asking.IsInEffect(cmdlet)
            ? rehearse(_all.ConvertAll(w => w.Wish), shown ?? [])
            : null;
        var agreed = new List<T>(_all.Count);
        for (int i = 0; i < _all.Count; i++)
        {
            (T wish, string target, string action) = _all[i];
            if (said?[i].Error is { } error)
            {
                refused = error;
                if (stops) break;
                cmdlet.WriteError(error);
                refused = null;
                continue;
            }

            string words = said?[i].Detail is { } detail ? $"{action} ({detail})" : action;
            if (cmdlet.ShouldProcess(target, words)) agreed.Add(wish);
            else if (whatIf) shown?.Add(wish);
        }

        return agreed;
    }
}
