using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Making, changing and removing bridges, each whole or not at all.</summary>
internal sealed class BridgeOperation(
    Inventory inventory, ContainerStore containers, BridgeStore bridges, BridgeRunner runner, BridgeQuery query)
{
    public IReadOnlyList<CtBridgeOutcome> Run(
        IReadOnlyList<CtBridgeChange> changes, ICtObserver observer, CancellationToken cancellation)
    {
        if (changes.Count == 0) return [];
        Privileges.Require("change bridges");
        using IDisposable held = inventory.Lock(cancellation);
        var outcomes = new List<CtBridgeOutcome>(changes.Count);
        foreach (CtBridgeChange change in changes)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Apply(change, observer);
                CtBridge? bridge = change is RemoveBridge ? null : query.Find(n => n == change.Name).FirstOrDefault();
                outcomes.Add(new CtBridgeOutcome(change, bridge, null));
            }
            catch (Exception e) when (BridgeErrors.Translate(e, change.Name) is not null)
            {
                outcomes.Add(new CtBridgeOutcome(change, null, BridgeErrors.Translate(e, change.Name)));
            }
        }

        return outcomes;
    }

    public IReadOnlyList<CtRehearsal> Rehearse(
        IReadOnlyList<CtBridgeChange> changes, IReadOnlyList<string> assumed, ICtObserver observer)
    {
        var made = new HashSet<string>(assumed, StringComparer.Ordinal);
        var said = new List<CtRehearsal>(changes.Count);
        foreach (CtBridgeChange change in changes)
        {
            ContainerNetException? error = null;
            try
            {
                Check(change, observer);
            }
            catch (Exception e) when (BridgeErrors.Translate(e, change.Name) is not null)
            {
                error = BridgeErrors.Translate(e, change.Name);
            }

            bool isMade = error?.ErrorId == ErrorId.BridgeNotFound && made.Contains(change.Name);
            if (change is NewBridge) made.Add(change.Name);
            said.Add(new CtRehearsal(isMade ? null : error));
        }

        return said;
    }

    private void Apply(CtBridgeChange change, ICtObserver observer)
    {
        (BridgeConfig? before, BridgeConfig? after) = Check(change, observer);
        runner.Commit(change.Name, before, after, observer);
    }

    private (BridgeConfig? Before, BridgeConfig? After) Check(CtBridgeChange change, ICtObserver observer)
    {
        BridgeConfig? before = bridges.Read(change.Name);
        using var host = new HostView();
        Link? link = host.Find(change.Name);
        BridgeLink.RequireOurs(change.Name, link);
        if (before is null && change is not NewBridge && link is null) throw NotFoundErrors.Bridge(change.Name);
        BridgeConfig? after = null;
        if (change is RemoveBridge removal)
        {
            string[] users = [.. query.PortsOf(change.Name, host).Select(p => p.ToString())];
            if (users.Length > 0 && !removal.Force) throw BridgeErrors.InUse(change.Name, users);
        }
        else
        {
            after = Wanted(change, before, host);
            WarnOfSilence(after, before, observer);
        }

        return (before, after);
    }

    private BridgeConfig Wanted(CtBridgeChange change, BridgeConfig? before, HostView host)
    {
        var rules = new BridgeRules(containers.LoadIndex(), host);
        if (change is SetBridge set) return rules.Merge(before ?? new BridgeConfig(change.Name), set.Settings);
        BridgeSettings settings = ((NewBridge)change).Settings;
        if (before is null) return rules.Create(change.Name, settings);
        return BridgeRules.FirstDifference(before, settings) is { } setting
            ? throw BridgeErrors.Exists(change.Name, setting)
            : before;
    }

    private static void WarnOfSilence(BridgeConfig after, BridgeConfig? before, ICtObserver observer)
    {
        foreach (IPInterfaceAddress address in after.Addresses.Except(before?.Addresses ?? []))
        {
            bool silent = after.Dhcp && address.GetVersion() == IPVersion.IPv6 && address.PrefixLength != 64;
            if (!silent) continue;
            observer.Warning($"{after.Name} does not advertise {address}: hosts choose addresses in a /64 only.");
        }
    }
}
