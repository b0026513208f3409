using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>
/// Which kinds of traffic control the kernel has, as far as its refusals have told: what is not known to be missing is
/// tried first. Versions tell nothing, as distributions leave modules out.
/// </summary>
/// <param name="Cake">Whether cake limits rates; else tbf.</param>
/// <param name="MatchAll">Whether matchall redirects; else u32.</param>
internal sealed record ShapingKinds(bool Cake, bool MatchAll)
{
    private static volatile ShapingKinds s_known = new(true, true);

    /// <summary>What this process has learnt.</summary>
    public static ShapingKinds Known
    {
        get => s_known;
        set => s_known = value;
    }

    /// <summary>Whether a refused step can be done with another kind.</summary>
    /// <param name="op">The step.</param>
    /// <param name="errno">The refusal.</param>
    public bool HasOther(KernelOp op, Errno errno) =>
        errno is Errno.ENOENT or Errno.EOPNOTSUPP or Errno.EINVAL
        && (op is SetRate ? Cake : op is Redirect && MatchAll);

    /// <summary>Without the kind that was refused; for all who ask from now on.</summary>
    public static ShapingKinds Without(KernelOp refused)
    {
        ShapingKinds now = s_known;
        return s_known = refused is SetRate ? now with { Cake = false } : now with { MatchAll = false };
    }
}
