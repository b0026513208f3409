using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>Gets the counters of the interfaces of running containers, or their rates.</summary>
[Cmdlet(VerbsCommon.Get, "CtNetIfStatistics", DefaultParameterSetName = TotalSet)]
[OutputType(typeof(CtNetIfStatistics), ParameterSetName = [TotalSet])]
[OutputType(typeof(CtNetIfRate), ParameterSetName = [WatchSet])]
public sealed class GetCtNetIfStatisticsCommand : CtInterfaceQueryCommand
{
    private const string TotalSet = "Total";
    private const string WatchSet = "Watch";

    /// <summary>Write what is received and sent per second, after each interval, until Ctrl-C.</summary>
    [Parameter(ParameterSetName = WatchSet, Mandatory = true)]
    public SwitchParameter Watch { get; set; }

    /// <summary>The seconds between two readings.</summary>
    [Parameter(ParameterSetName = WatchSet)]
    [ValidateRange(0.1, 3600)]
    public double Interval { get; set; } = 1;

    /// <summary>Writes the counters, or the rates.</summary>
    protected override void ProcessRecord()
    {
        var containers = new NamePattern(Container);
        var names = new NamePattern(Interface);
        IReadOnlyList<CtNetIfStatistics> first = Read(containers, names);
        WriteUnknown(containers, names);
        if (Watch) WriteRates(first, containers, names);
        else WriteObject(first, enumerateCollection: true);
    }

    private void WriteRates(IReadOnlyList<CtNetIfStatistics> before, NamePattern containers, NamePattern names)
    {
        while (!Cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(Interval)))
        {
            IReadOnlyList<CtNetIfStatistics> now = Read(containers, names);
            var former = before.ToDictionary(s => (s.Container, s.Interface));
            foreach (CtNetIfStatistics item in now)
            {
                bool known = former.TryGetValue((item.Container, item.Interface), out CtNetIfStatistics? earlier);
                if (known && CtNetIfRate.Between(earlier!, item) is { } rate) WriteObject(rate);
            }

            before = now;
        }
    }

    private IReadOnlyList<CtNetIfStatistics> Read(NamePattern containers, NamePattern names) => Ask(() =>
        Engine.GetStatistics(containers.Matches, this).Where(s => names.Matches(s.Interface)).ToList());

    // A stopped container has no counters; that is not an error.
    private void WriteUnknown(NamePattern containers, NamePattern names)
    {
        if (!containers.Missing.Any() && !names.Missing.Any()) return;
        foreach (CtNetIf item in Ask(() => Engine.GetInterfaces(containers.Matches).ToList())) names.Matches(item.Name);
        this.WriteMissing(containers, names, Container);
    }
}
