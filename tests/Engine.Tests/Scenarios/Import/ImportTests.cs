namespace ContainerNet.Engine.Tests.Scenarios.Import;

/// <summary>
/// Documents of the desired state: there and back, differences only, and osctl's own files.
/// </summary>
public abstract class ImportTests(TestRuntime runtime)
{
    [RootFact]
    public void A_document_brings_back_what_was_exported_and_a_second_time_nothing()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30", "2001:db8:100::/126");
        host.AddIps(c, "eth0", "1.2.3.4/32", "10.9.0.5/24", "2001:db8:1::1/128");
        host.Apply(Wish.AddRoute(c, "eth0", "10.77.0.0/16", via: "1.2.3.4"));
        string document = host.Export(c);

        // A namespace goes with the container; LXC's own container stays.
        host.Stop(c);
        host.Apply(runtime == TestRuntime.NetNs ? new RemoveContainer(c) : new RemoveInterface(c, "eth0"));
        Assert.Empty(host.Interfaces(c));
        host.Import(document);

        Assert.Equal(document, host.Export(c));
        Assert.Empty(host.PlanImport(document));
    }

    [RootFact]
    public void Only_what_differs_is_changed_and_the_order_of_addresses_comes_back()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        host.AddIps(c, "eth0", "1.2.3.4/32", "5.6.7.8/32");
        string document = host.Export(c);
        host.RemoveIps(c, "eth0", "1.2.3.4");
        host.AddIps(c, "eth0", "1.2.3.4");

        // The address that is out of its place goes, with its route, and comes again.
        Assert.All(host.PlanImport(document), change => Assert.True(
            change is RemoveIp or AddIp or AddRoute, $"{change}"));
        host.Import(document);

        Assert.Equal(document, host.Export(c));
        Assert.Contains(KernelState.Defaults(host, c), r => r.Contains(" src 1.2.3.4", StringComparison.Ordinal));
        Assert.True(host.Answers("5.6.7.8"));
    }

    [RootFact]
    public void A_plan_changes_nothing()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        string before = host.Export(c);
        string kernel = KernelState.Of(host, c);
        string other = before.Replace("10.100.10.0/30", "10.100.20.0/30", StringComparison.Ordinal);
        Assert.NotEmpty(host.PlanImport(other));
        Assert.Equal(before, host.Export(c));
        Assert.Equal(kernel, KernelState.Of(host, c));
    }

    [RootTheory]
    [InlineData("via: {v4: \"10.100.10.100/30\"}")]
    [InlineData("via: {v4: {network: \"10.100.10.100/30\"}}\n  routes: { v4: [\"1.2.3.4/32\"], v6: [] }")]
    [InlineData("routes: { v4: [\"1.2.3.4/32\"], v6: [] }")]
    public void Osctls_file_of_a_container_is_read(string more)
    {
        using var host = new TestHost(runtime);
        string c = runtime == TestRuntime.NetNs ? host.NewName() : host.NewContainer();
        string document = $"""
            pool: tank
            distribution: debian
            net_interfaces:
            - type: routed
              name: eth0
              hwaddr: null
              ip_addresses: {"{"} v4: ["1.2.3.4/32"], v6: [] {"}"}
              {more}
            """;
        host.Import(document, c);
        host.Start(c);
        Assert.True(host.Answers("1.2.3.4"));
        Assert.Equal(["1.2.3.4/32"], host.Routes(c, "eth0").Select(r => $"{r.Destination}"));
    }

    [RootFact]
    public void A_broken_document_is_named_with_line_and_column_and_changes_nothing()
    {
        using var host = new TestHost(runtime);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => host.PlanImport("containers:\n  a: ["));
        Assert.StartsWith(
            "'the document' is broken at line 2, column 6: ", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(host.StoreFolder) && Directory.EnumerateFiles(host.StoreFolder, "*.yml").Any());
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class ImportOfNetNsTests() : ImportTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class ImportOfLxcTests() : ImportTests(TestRuntime.Lxc);
