using BenchmarkDotNet.Attributes;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;

namespace ContainerNet.Micro.Engine;

/// <summary>From a container's desired state to the steps for the kernel.</summary>
public class Plans
{
    private ContainerConfig _config = null!;
    private IReadOnlyList<InterfaceState> _before = null!;
    private IReadOnlyList<InterfaceState> _after = null!;

    [Params(1, 1000)]
    public int Addresses { get; set; }

    [GlobalSetup]
    public void Make()
    {
        _config = Sample.Container(0, Addresses);
        _before = Sample.States(_config);
        ContainerConfig changed = _config.Clone();
        Sample.Add(changed.Interfaces[0], "192.0.2.1/32");
        _after = Sample.States(changed);
        if (Change() != 2) throw new InvalidOperationException("One more IP is an address and a route.");
    }

    [Benchmark]
    public int State() => Sample.States(_config).Count;

    [Benchmark]
    public int Start() => _before.Sum(s => Planner.Create(s).Count() + Planner.ContainerEnd(s).Count());

    /// <summary>One IP more.</summary>
    [Benchmark]
    public int Change() => Planner.Change(_before, _after).Count;
}
