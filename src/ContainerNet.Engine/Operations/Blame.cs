using System.Net;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Operations;

/// <summary>Finds the wishes that refused steps belong to.</summary>
internal static class Blame
{
    /// <summary>Gives the wishes that are to blame their error.</summary>
    /// <param name="refused">What the kernel refused; all of the container's steps are taken back already.</param>
    /// <param name="wishes">The places of the container's wishes.</param>
    /// <param name="changes">All wishes.</param>
    /// <param name="errors">Their errors, to fill.</param>
    /// <returns>The wishes that are not to blame and have to be tried again.</returns>
    public static IEnumerable<int> Assign(
        IReadOnlyList<OpFailure> refused, List<int> wishes, IReadOnlyList<CtChange> changes,
        ContainerNetException?[] errors)
    {
        if (refused.Count == 0) return [];
        var guilty = new HashSet<int>();
        foreach (OpFailure failure in refused)
        {
            foreach (int wish in wishes.Where(w => !guilty.Contains(w) && IsAbout(changes[w], failure.Op)))
            {
                guilty.Add(wish);
                errors[wish] = KernelErrors.Translate(failure, changes[wish].Target, "change");
                break;
            }
        }

        if (guilty.Count > 0) return wishes.Where(w => !guilty.Contains(w)).ToList();

        // No wish is about the step, so none can be left out alone: all of them fail.
        foreach (int wish in wishes) errors[wish] = KernelErrors.Translate(refused[0], changes[wish].Target, "change");
        return [];
    }

    private static bool IsAbout(CtChange change, KernelOp op) => (change, op.Subject) switch
    {
        (AddRoute { Table: { } table } add, IPNetwork route) => add.Destination.Equals(route) && TableOf(op) == table,
        (RemoveRoute { Table: { } table } gone, IPNetwork route) =>
            gone.Destination.Equals(route) && TableOf(op) == table,
        (AddRoute or RemoveRoute, _) when TableOf(op) != 0 => false,
        (AddIp add, IPInterfaceAddress address) => add.Address == address,
        (AddIp add, IPNetwork route) => route.PrefixLength > 0
            && Prefix.Version(route) == add.Address.GetVersion() && route.Contains(add.Address.IPAddress),
        (RemoveIp remove, IPInterfaceAddress address) => remove.Address == address,
        (RemoveIp remove, IPNetwork route) => route.PrefixLength > 0
            && Prefix.Version(route) == remove.Address.GetVersion() && route.Contains(remove.Address.IPAddress),
        (AddRoute add, IPNetwork route) => add.Destination.Equals(route),
        (RemoveRoute remove, IPNetwork route) => remove.Destination.Equals(route),
        _ => false,
    };

    private static uint TableOf(KernelOp op) => op switch
    {
        AddRouteStep add => add.Route.Table,
        ReplaceRoute replace => replace.Route.Table,
        RemoveRouteStep remove => remove.Route.Table,
        _ => 0,
    };
}
