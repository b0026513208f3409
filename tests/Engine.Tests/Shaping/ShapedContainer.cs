using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Operations;
using ContainerNet.Engine.Tests.Runtimes.Lxc;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Tests.Shaping;

/// <summary>A host of its own with a container of the NetNs runtime, and streams of TCP between them.</summary>
internal sealed class ShapedContainer : ICtObserver
{
    public const string Address = "198.51.100.7";
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);

    private ShapedContainer(string state, NetworkNamespace host)
    {
        Host = host;
        Engine = new ContainerNetEngine(new EngineOptions
        {
            StateDirectory = $"{state}/state", RunDirectory = $"{state}/run", LxcPath = $"{state}/lxc",
        });
    }

    public string Name { get; } = $"cts{Guid.NewGuid():n}"[..12];

    public NetworkNamespace Host { get; }

    public ContainerNetEngine Engine { get; }

    public string Veth => Engine.GetInterfaces().Single().HostInterface!;

    /// <summary>Runs a test on the host, whose thread is the calling one then.</summary>
    public static void Run(Action<ShapedContainer> test)
    {
        string state = Directory.CreateTempSubdirectory("containernet-shaping-").FullName;
        using NetworkNamespace host = NetworkNamespace.CreateAnonymous();
        host.Run(() =>
        {
            var container = new ShapedContainer(state, host);
            try
            {
                Shell.Run("ip link set lo up");
                container.Do(new NewContainer(container.Name));
                container.Do(new NewInterface(container.Name, "eth0", CtNetIfType.Routed)
                {
                    Settings = new InterfaceSettings { Via = [Interconnect.Parse("10.100.10.100/30")] },
                });
                container.Do(new AddIp(container.Name, "eth0", IPInterfaceAddress.Parse($"{Address}/32")));
                test(container);
            }
            finally
            {
                container.Stop();
                Directory.Delete(state, recursive: true);
            }
        });
    }

    public void Do(CtChange change) => Assert.Null(Engine.Apply([change], this).Single().Error);

    public void Limit(string? maxTx, string? maxRx) => Do(new SetInterface(Name, "eth0", new InterfaceSettings
    {
        MaxTx = maxTx is null ? null : BitRate.Parse(maxTx),
        MaxRx = maxRx is null ? null : BitRate.Parse(maxRx),
    }));

    public void Start() => Assert.Null(Engine.Start([Name], this).Single().Error);

    public void Stop() => Engine.Stop([Name], this);

    /// <summary>Bits per second that the container receives, or sends, in a stream of TCP after a warm-up.</summary>
    public double Measure(bool receives, double seconds = 3)
    {
        using NetworkNamespace inside = NetworkNamespace.OpenNamed(Name);
        NetworkNamespace from = receives ? Host : inside, to = receives ? inside : Host;
        IPAddress target = IPAddress.Parse(receives ? Address : "10.100.10.101");
        using Socket listener = to.Run(() => new Socket(SocketType.Stream, ProtocolType.Tcp));
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        listener.Listen();
        using Socket sender = from.Run(
            () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        sender.Connect(target, ((IPEndPoint)listener.LocalEndPoint!).Port);
        using Socket receiver = listener.Accept();
        var sending = new Thread(() => SendUntilClosed(sender)) { IsBackground = true };
        sending.Start();
        Receive(receiver, s_warmUp);
        Stopwatch watch = Stopwatch.StartNew();
        long bytes = Receive(receiver, TimeSpan.FromSeconds(seconds));
        double rate = bytes * 8 / watch.Elapsed.TotalSeconds;
        receiver.Close(0);
        sending.Join();
        return rate;
    }

    private static long Receive(Socket socket, TimeSpan time)
    {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed < time;) bytes += socket.Receive(buffer);
        return bytes;
    }

    private static void SendUntilClosed(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true) socket.Send(buffer);
        }
        catch (SocketException)
        {
        }
    }

    void ICtObserver.Warning(string message) => Assert.Fail(message);

    void ICtObserver.Error(ContainerNetException error) => throw error;

    void ICtObserver.Verbose(string message)
    {
    }
}
