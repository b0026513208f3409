using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Kernel.Drift;

/// <summary>A finding, and the steps that repair it.</summary>
/// <param name="Finding">What the user sees.</param>
/// <param name="Steps">The steps; none when only a restart or the file writer repairs it.</param>
internal sealed record Difference(CtNetIfFinding Finding, IReadOnlyList<KernelOp> Steps)
{
    /// <summary>Whether what the runtime reads at the container's next start has to be written anew.</summary>
    public bool IsOfRuntime { get; private init; }

    /// <summary>A container that its runtime no longer has.</summary>
    public static Difference Gone(string container, string runtime) =>
        OfContainer(container, $"there in {runtime}", "gone", repairable: false);

    /// <summary>A container that took the place of one that is gone: it was renamed.</summary>
    public static Difference Renamed(string container, string origin) =>
        OfContainer(container, $"the interfaces of {origin}, which it was", "none", repairable: true);

    /// <summary>A container whose runtime's configuration does not go with what it shall have.</summary>
    public static Difference Conflict(string container, string reason) =>
        OfContainer(container, "a configuration that its interfaces go with", reason, repairable: false);

    /// <summary>A file on the host that the runtime reads when it starts the container.</summary>
    public static Difference OfRuntime(string container, string path) =>
        OfWhole(container, "host", path, "as ContainerNet writes it", "missing or changed", repairable: true) with
        {
            IsOfRuntime = true,
        };

    /// <summary>A step from the actual state to the desired one, reported as a difference.</summary>
    public static Difference Of(string container, string interfaceName, KernelOp op, LinkState actual)
    {
        (string what, string expected, string found) = op switch
        {
            AddAddress a => ($"address {a.Address}", "present", "missing"),
            RemoveAddress a => ($"address {a.Address}", "absent", "present"),
            AddRouteStep r => ($"route {Name(r.Route)}", RouteText.Of(op.Link, r.Route), "missing"),
            ReplaceRoute r => ($"route {Name(r.Route)}", RouteText.Of(op.Link, r.Route), Existing(actual, r.Route)),
            RemoveRouteStep r => ($"route {Name(r.Route)}", "absent", RouteText.Of(op.Link, r.Route)),
            _ => (op.Description, "done", "not done"),
        };
        return new Difference(
            new CtNetIfFinding
            {
                Container = container,
                Interface = interfaceName,
                Where = op.Side == Side.Host ? "host" : "container",
                What = what,
                Expected = expected,
                Actual = found,
                Severity = expected == "absent" ? CtSeverity.Warning : CtSeverity.Error,
            },
            [op]);
    }

    /// <summary>A setting of an end that is another.</summary>
    public static Difference Of(
        string container, string interfaceName, Side side, string link, LinkSetting setting, string actual)
    {
        KernelOp? step = setting.Step(side, link);
        return new Difference(
            new CtNetIfFinding
            {
                Container = container,
                Interface = interfaceName,
                Where = side == Side.Host ? "host" : "container",
                What = setting.Name.Replace("LINK", link, StringComparison.Ordinal),
                Expected = setting.Expected,
                Actual = actual,
                Severity = CtSeverity.Error,
                Repairable = step is not null,
            },
            step is null ? [] : [step]);
    }

    /// <summary>A limit that differs.</summary>
    public static Difference Of(
        string container, string interfaceName, string what, BitRate expected, string actual,
        IReadOnlyList<KernelOp> steps) => new(
        new CtNetIfFinding
        {
            Container = container,
            Interface = interfaceName,
            Where = "host",
            What = what,
            Expected = expected.ToString(),
            Actual = actual,
            Severity = CtSeverity.Error,
        },
        steps);

    /// <summary>A missing link; not repairable, as no step makes half a pair.</summary>
    public static Difference MissingLink(string container, string interfaceName, Side side, string link) => new(
        new CtNetIfFinding
        {
            Container = container,
            Interface = interfaceName,
            Where = side == Side.Host ? "host" : "container",
            What = $"link {link}",
            Expected = "present",
            Actual = "missing",
            Severity = CtSeverity.Error,
            Repairable = false,
        },
        []);

    /// <summary>A file inside that is not as its network stack should find it; null when it is.</summary>
    public static Difference? OfFile(CtNetConfigFile file)
    {
        (string expected, string actual)? words = file.Action switch
        {
            CtFileAction.Written => (file.LinkTarget is null ? "as rendered" : $"link to {file.LinkTarget}", "missing or changed"),
            CtFileAction.Removed => ("absent", "present"),
            CtFileAction.Restored => ("the administrator's own", "ours"),
            CtFileAction.Kept => ("as rendered", "the administrator's own"),
            _ => null,
        };
        if (words is not { } found) return null;
        bool kept = file.Action == CtFileAction.Kept;
        var finding = new CtNetIfFinding
        {
            Container = file.Container,
            Interface = "",
            Where = "file",
            What = file.Path,
            Expected = found.expected,
            Actual = found.actual,
            Severity = kept ? CtSeverity.Warning : CtSeverity.Error,
            Repairable = !kept,
        };
        return new Difference(finding, []);
    }

    /// <summary>A container that can't be compared.</summary>
    public static Difference Incomparable(string container, string reason) =>
        OfWhole(container, "container", "network", "readable", reason, repairable: false);

    /// <summary>A root file system that can't be looked into.</summary>
    public static Difference Unreadable(string container, string reason) =>
        OfWhole(container, "file", "root file system", "readable", reason, repairable: false);

    private static Difference OfContainer(string container, string expected, string actual, bool repairable) =>
        OfWhole(container, "host", "container", expected, actual, repairable);

    private static Difference OfWhole(
        string container, string where, string what, string expected, string actual, bool repairable) => new(
        new CtNetIfFinding
        {
            Container = container,
            Interface = "",
            Where = where,
            What = what,
            Expected = expected,
            Actual = actual,
            Severity = CtSeverity.Error,
            Repairable = repairable,
        },
        []);

    private static string Name(LinkRoute route) =>
        route.IsDefault ? $"default ({route.Version})" : route.Destination.ToString();

    private static string Existing(LinkState actual, LinkRoute wanted)
    {
        foreach (LinkRoute route in actual.Routes)
        {
            bool same = route.Destination.Equals(wanted.Destination) && route.Metric == wanted.Metric;
            if (same) return RouteText.Of(actual.Name, route);
        }

        return "missing";
    }
}
