using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Tests.Shaping;

/// <summary>A host with a container, and streams of TCP between them.</summary>
internal sealed class ShapedContainer : ICtObserver
{
    public const string Address = "198.51.100.7";
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);

    private ShapedContainer(TestHost host)
    {
        Host = host;
        Name = host.NewContainer();
    }

    public string Name { get; }

    public TestHost Host { get; }

    public IContainerNetEngine Engine => Host.Engine;

    public string Veth => Host.Interface(Name, "eth0").HostInterface!;

    /// <summary>Runs a test on the thread of a new host.</summary>
    public static void Run(Action<ShapedContainer> test)
    {
        using var host = new TestHost();
        host.OnThread(() =>
        {
            var container = new ShapedContainer(host);
            host.Apply(Wish.Routed(container.Name, "eth0", "10.100.10.100/30"));
            host.AddIps(container.Name, "eth0", Address + "/32");
            test(container);
        });
    }

    public void Limit(string? maxTx, string? maxRx) =>
        Host.Apply(Wish.Set(Name, "eth0", Wish.Limits(maxTx, maxRx)));

    public void Start() => Host.Start(Name);

    public void Stop() => Host.Stop(Name);

    /// <summary>Bits per second that the container receives, or sends, in a stream of TCP after a warm-up.</summary>
    public double Measure(bool receives, double seconds = 3)
    {
        using var host = NetworkNamespace.OpenCurrent();
        using var inside = NetworkNamespace.OpenNamed(Name);
        NetworkNamespace from = receives ? host : inside, to = receives ? inside : host;
        var target = IPAddress.Parse(receives ? Address : "10.100.10.101");
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
        var watch = Stopwatch.StartNew();
        long bytes = Receive(receiver, TimeSpan.FromSeconds(seconds));
        double rate = bytes * 8 / watch.Elapsed.TotalSeconds;
        receiver.Close(0);
        sending.Join();
        return rate;
    }

    private static long Receive(Socket socket, TimeSpan time)
    {
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;) bytes += socket.Receive(buffer);
        return bytes;
    }

    private static void SendUntilClosed(Socket socket)
    {
        byte[] buffer = new byte[64 * 1024];
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
