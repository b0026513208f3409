namespace ContainerNet.Tests.Import;

/// <summary>
/// Export-CtNet and Import-CtNet: a document there and back, differences only, and osctl's own files.
/// </summary>
public abstract class ImportTests(TestRuntime runtime)
{
    [RootFact]
    public void A_document_brings_back_what_was_exported_and_a_second_time_nothing()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30", "2001:db8:100::/126");
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4/32, 10.9.0.5/24, 2001:db8:1::1/128");
        host.Run($"Add-CtNetIfRoute -Container {c} -Interface eth0 -Destination 10.77.0.0/16 -Via 1.2.3.4");
        string document = Export(host, c);

        // A namespace goes with the container; LXC's own container stays.
        host.Run(runtime == TestRuntime.NetNs
            ? $"Remove-Ct {c} -Force -Confirm:$false"
            : $"Stop-Ct {c}; Remove-CtNetIf {c} eth0 -Confirm:$false");
        Assert.Empty(host.Run("Get-CtNetIf").Objects);
        host.Let("document", document);
        host.Run("$document | Import-CtNet");

        Assert.Equal(document, Export(host, c));
        Assert.Empty(host.Run("$document | Import-CtNet -PassThru").Objects);
    }

    [RootFact]
    public void Only_what_differs_is_changed_and_the_order_of_addresses_comes_back()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4/32, 5.6.7.8/32");
        string document = Export(host, c);
        host.Run($"Start-Ct {c}");
        host.Run($"Remove-CtNetIfIp {c} eth0 1.2.3.4; Add-CtNetIfIp {c} eth0 1.2.3.4");

        host.Let("document", document);
        host.Run("$document | Import-CtNet");

        Assert.Equal(document, Export(host, c));
        Assert.Contains(KernelState.Defaults(host, c), r => r.Contains(" src 1.2.3.4", StringComparison.Ordinal));
        Assert.True(host.Answers("5.6.7.8"));
    }

    [RootFact]
    public void WhatIf_changes_nothing()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        string before = Export(host, c);
        host.Let("document", before.Replace("10.100.10.0/30", "10.100.20.0/30", StringComparison.Ordinal));
        host.Run("$document | Import-CtNet -WhatIf");
        Assert.Equal(before, Export(host, c));
    }

    [RootTheory]
    [InlineData("via: {v4: \"10.100.10.100/30\"}")]
    [InlineData("via: {v4: {network: \"10.100.10.100/30\"}}\n  routes: { v4: [\"1.2.3.4/32\"], v6: [] }")]
    [InlineData("routes: { v4: [\"1.2.3.4/32\"], v6: [] }")]
    public void Osctls_file_of_a_container_is_read(string more)
    {
        using var host = new TestHost(runtime);
        string c = runtime == TestRuntime.NetNs ? host.NewName() : host.NewContainer();
        host.Let("document", $"""
            pool: tank
            distribution: debian
            net_interfaces:
            - type: routed
              name: eth0
              hwaddr: null
              ip_addresses: {"{"} v4: ["1.2.3.4/32"], v6: [] {"}"}
              {more}
            """);
        host.Run($"$document | Import-CtNet -Container {c}; Start-Ct {c}");
        Assert.True(host.Answers("1.2.3.4"));
        Assert.Equal(["1.2.3.4/32"], host.Run($"Get-CtNetIfRoute {c}").All("Destination"));
    }

    [RootFact]
    public void A_broken_document_is_named_with_line_and_column_and_changes_nothing()
    {
        using var host = new TestHost(runtime);
        Outcome outcome = host.Try("\"containers:`n  a: [\" | Import-CtNet");
        Assert.Contains("line 2", $"{outcome.Errors[0]}", StringComparison.Ordinal);
    }

    private static string Export(TestHost host, string container) =>
        $"{Assert.Single(host.Run($"Export-CtNet {container}").Objects)}";
}

/// <summary>In named network namespaces.</summary>
public sealed class ImportOfNetNsTests() : ImportTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class ImportOfLxcTests() : ImportTests(TestRuntime.Lxc);
