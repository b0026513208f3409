using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Linux;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>A step that the kernel refused.</summary>
/// <param name="Op">The step.</param>
/// <param name="Error">The kernel's words.</param>
/// <param name="Holder">Where the kernel says that something is there already: what, in ip's words.</param>
internal sealed record OpFailure(KernelOp Op, NetlinkException Error, string? Holder = null);

/// <summary>Runs the steps of a plan in order: as many as can be in one datagram, the rest between them.</summary>
internal sealed class KernelExecutor(KernelSession session, CancellationToken cancellation) : IDisposable
{
    private readonly NetlinkBatch _host = session.Host.CreateBatch();
    private readonly NetlinkBatch? _container = session.Container?.CreateBatch();
    private readonly List<KernelOp> _pending = [];
    private readonly List<OpFailure> _failures = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private ShapingKinds _kinds = ShapingKinds.Known;
    private Side _side;

    /// <summary>Runs all steps; a refused one does not stop the others.</summary>
    /// <returns>The steps that failed, without those whose aim was reached already.</returns>
    /// <exception cref="OperationCanceledException">Cancelled between two datagrams; steps may have been
    /// done.</exception>
    public IReadOnlyList<OpFailure> Run(IEnumerable<KernelOp> ops)
    {
        foreach (KernelOp op in ops)
        {
            if (op.Side != _side) Flush();
            _side = op.Side;
            Add(op);
        }

        Flush();
        return _failures;
    }

    private NetlinkBatch Batch => _side == Side.Host ? _host : _container!;

    private void Add(KernelOp op)
    {
        switch (op)
        {
            case CreateVeth create:
                _host.CreateVeth(VethRequests.Of(create, session));
                _pending.Add(op);
                break;
            case CreateIfb create:
                _host.CreateIfb(new IfbRequest { Name = create.Link, Group = session.LinkGroup });
                _pending.Add(op);
                break;
            case SetSysctl { Version: IPVersion.IPv6 } or EnableForwarding:
                Flush();
                WriteSysctl(op);
                break;
            default:
                AddToBatch(op);
                break;
        }
    }

    private void AddToBatch(KernelOp op)
    {
        int? index = IndexOf(op.Side, op.Link);
        string? otherLink = op switch { SetMaster m => m.Bridge, Redirect r => r.Ifb, _ => null };
        int? other = otherLink is null ? 0 : IndexOf(Side.Host, otherLink);
        if (index is null || other is null)
        {
            string missing = index is null ? op.Link : otherLink!;
            if (op is not DeleteLink) _failures.Add(new OpFailure(op, NoSuchLink(op, missing)));
            return;
        }

        if (op is TrafficOp traffic) ShapingRequests.Append(_host, traffic, index.Value, other.Value, _kinds);
        else OpRequests.Append(Batch, op, index.Value, other.Value);
        _pending.Add(op);
    }

    private int? IndexOf(Side side, string link)
    {
        if (session.FindIndex(side, link) is { } known) return known;

        // It may be made by a request that is still waiting.
        if (_pending.Count == 0) return null;
        Flush();
        return session.FindIndex(side, link);
    }

    private void WriteSysctl(KernelOp op)
    {
        try
        {
            if (op is EnableForwarding forwarding)
            {
                if (_done.Add(forwarding.Path)) HostForwarding.Enable(forwarding.Version, session.Host);
                return;
            }

            var setting = (SetSysctl)op;
            if (op.Side == Side.Host) Sysctls.WriteIPv6(setting);
            else session.ContainerNamespace!.Run(() => Sysctls.WriteIPv6(setting));
        }
        catch (NetlinkException e)
        {
            _failures.Add(new OpFailure(op, e));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Errno errno = e is UnauthorizedAccessException ? Errno.EACCES : Errno.EIO;
            _failures.Add(new OpFailure(op, new NetlinkException(errno, op.Description, e.Message)));
        }
    }

    private void Flush()
    {
        if (_pending.Count == 0) return;
        Waiting.Pulse();
        cancellation.ThrowIfCancellationRequested();
        var again = new List<KernelOp>();
        ShapingKinds kinds = _kinds;
        foreach (NetlinkFailure failure in session.Socket(_side).Send(Batch, cancellation))
        {
            KernelOp op = _pending[failure.Index];
            if (kinds.HasOther(op, failure.Error.Errno))
            {
                _kinds = ShapingKinds.Without(op);
                again.Add(op);
            }
            else if (!Tolerance.AimIsReached(op, failure.Error, session))
            {
                _failures.Add(new OpFailure(op, failure.Error, Holder.Find(op, failure.Error.Errno, session)));
            }
        }

        foreach (KernelOp op in _pending)
        {
            if (op is DeleteLink) session.ForgetIndex(op.Side, op.Link);
            if (op is CreateVeth or CreateIfb && !_failures.Exists(f => ReferenceEquals(f.Op, op)))
            {
                session.LearnIndex(Side.Host, op.Link);
            }
        }

        Batch.Clear();
        _pending.Clear();
        if (again.Count == 0) return;
        foreach (KernelOp op in again) AddToBatch(op);
        Flush();
    }

    private static NetlinkException NoSuchLink(KernelOp op, string link) =>
        new(Errno.ENODEV, op.Description, $"there is no link {link}");

    public void Dispose()
    {
        _host.Dispose();
        _container?.Dispose();
    }
}
