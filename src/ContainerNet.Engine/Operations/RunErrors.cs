using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>What goes wrong with each of several containers that are started or stopped.</summary>
/// <param name="verb">"start" or "stop", for errors.</param>
internal sealed class RunErrors(string verb)
{
    private readonly Dictionary<string, ContainerNetException> _errors = new(StringComparer.Ordinal);

    /// <summary>Does something for one container, and keeps its error.</summary>
    public void Try(string name, Action action)
    {
        if (KernelErrors.Try(action, What(name), name) is { } error) _errors[name] = error;
    }

    /// <summary>Does what a runtime does for several at once; when it fails as a whole, it fails for each.</summary>
    public void TryTogether(
        IEnumerable<ContainerConfig> containers, Func<IReadOnlyDictionary<string, ContainerNetException>> action)
    {
        try
        {
            foreach ((string name, ContainerNetException error) in action()) _errors[name] = error;
        }
        catch (NetlinkException e)
        {
            foreach (string name in containers.Select(c => c.Name)) _errors[name] = KernelErrors.Translate(e, What(name), name);
        }
    }

    /// <summary>An outcome for each container, in the user's order.</summary>
    public IReadOnlyList<CtRunOutcome> Outcomes(IReadOnlyList<string> containers) =>
        [.. containers.Select(name => new CtRunOutcome(name, _errors.GetValueOrDefault(name)))];

    private string What(string name) => $"Cannot {verb} {name}";
}
