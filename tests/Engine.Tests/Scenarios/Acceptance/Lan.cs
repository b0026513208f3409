using System.Diagnostics;

namespace ContainerNet.Engine.Tests.Scenarios.Acceptance;

/// <summary>A host of LXC containers with a bridge lan0, on which a server gives leases.</summary>
internal sealed class Lan : IDisposable
{
    public const string HostAddress = "10.0.3.1";

    /// <summary>How the addresses begin that the server gives.</summary>
    public const string Network = "10.0.3.";

    private readonly Process _server;

    public Lan()
    {
        Requirement.Programs("dnsmasq");
        Host = new TestHost(TestRuntime.Lxc);
        try
        {
            Host.NewBridge("lan0", HostAddress + "/24");
            _server = Host.OnThread(() => Tool.Start(
                "dnsmasq", "--keep-in-foreground", "--port=0", "--conf-file=/dev/null", "--leasefile-ro", "--user=root",
                "--pid-file=", "--dhcp-authoritative", "--no-ping", "--bind-interfaces", "--interface=lan0",
                $"--dhcp-range={Network}100,{Network}200,255.255.255.0,1h"));
        }
        catch
        {
            Host.Dispose();
            throw;
        }
    }

    public TestHost Host { get; }

    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
        Host.Dispose();
    }
}
