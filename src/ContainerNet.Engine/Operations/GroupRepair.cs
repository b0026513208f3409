using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Drift;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>
/// The steps that mend some containers: first each container's end, as a route on the host needs the address that it
/// leads to; then the ends on the host, all of them together.
/// </summary>
internal sealed class GroupRepair(
    ContainerGroup group, CallView view, ICtObserver observer,
    Dictionary<CtNetIfFinding, ContainerNetException> errors)
{
    private readonly Dictionary<KernelOp, CtNetIfFinding> _findings = new(ReferenceEqualityComparer.Instance);
    private readonly List<(ContainerConfig Container, List<KernelOp> Steps)> _inside = [];
    private readonly List<KernelOp> _onHost = [];

    /// <summary>Takes the steps for differences of a container.</summary>
    public void Add(ContainerConfig container, IEnumerable<Difference> differences)
    {
        var inside = new List<KernelOp>();
        foreach (Difference difference in differences)
        {
            foreach (KernelOp op in difference.Steps)
            {
                observer.Verbose($"{container.Name}: {op.Description}");
                _findings[op] = difference.Finding;
                (op.Side == Side.Host ? _onHost : inside).Add(op);
            }
        }

        if (inside.Count > 0) _inside.Add((container, inside));
    }

    /// <summary>Does them.</summary>
    public void Run()
    {
        if (_findings.Count == 0) return;
        using var host = RouteNetlink.Open();
        foreach ((ContainerConfig container, List<KernelOp> steps) in _inside)
        {
            Run(steps, () => group.SessionOf(container, host));
        }

        Run(_onHost, () => KernelSession.Of(host, null, null));
    }

    private void Run(IReadOnlyList<KernelOp> steps, Func<KernelSession> open)
    {
        if (steps.Count == 0) return;
        try
        {
            using KernelSession session = open();
            foreach (string link in steps.Where(s => s.Side == Side.Host).Select(s => s.Link).Distinct())
            {
                if (view.Host.Find(link) is { } found) session.RememberIndex(Side.Host, link, found.Index);
            }

            using var executor = new KernelExecutor(session, CancellationToken.None);
            foreach (OpFailure failure in executor.Run(steps))
            {
                CtNetIfFinding finding = _findings[failure.Op];
                errors[finding] = KernelErrors.Translate(failure, finding.GetTarget(), "repair");
            }
        }
        catch (NetlinkException e)
        {
            foreach (CtNetIfFinding finding in steps.Select(s => _findings[s]))
            {
                errors.TryAdd(finding, KernelErrors.Translate(e, $"Cannot repair {finding.GetTarget()}", finding.GetTarget()));
            }
        }
    }
}
