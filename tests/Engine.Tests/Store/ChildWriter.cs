using System.Diagnostics;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>Other processes that write to a store.</summary>
internal static class ChildWriter
{
    /// <summary>Starts a process that writes for ever; it is to be killed.</summary>
    public static Process StartEndless(string directory) => ChildProcess.Start(Endless, directory);

    /// <summary>Starts a process in which many threads add one address each at a time to one container.</summary>
    public static Process StartCounting(string directory, int process, int threads, int each) =>
        ChildProcess.Start(Count, directory, $"{process}", $"{threads}", $"{each}");

    /// <summary>Starts a process that takes the lock and keeps it.</summary>
    public static Process StartHolding(string directory) => ChildProcess.Start(Hold, directory);

    private static void Endless(string[] arguments)
    {
        var store = new ContainerStore(arguments[0]);
        for (int i = 0; ; i++)
        {
            string name = $"c{i % 7}";
            using (store.Lock(TimeSpan.FromMinutes(1), default))
            {
                ContainerConfig config = store.Read(name) ?? new ContainerConfig(name, "NetNs");
                config.Interfaces.Clear();
                IEnumerable<int> numbers = Enumerable.Range(0, 1 + (i % 300));
                string[] addresses = [.. numbers.Select(n => $"10.0.{n / 250}.{n % 250}/32")];
                config.Interfaces.AddRange(Samples.Routed(name, addresses).Interfaces);
                store.Write(config);
                if (i % 5 == 4) store.Delete($"c{(i + 3) % 7}");
                store.LoadIndex();
            }

            if (i == 3) Console.WriteLine("started");
        }
    }

    private static void Hold(string[] arguments)
    {
        new ContainerStore(arguments[0]).Lock(TimeSpan.Zero, default);
        Console.WriteLine("started");
        Thread.Sleep(Timeout.Infinite);
    }

    private static void Count(string[] arguments)
    {
        var store = new ContainerStore(arguments[0]);
        int[] numbers = [.. arguments[1..].Select(int.Parse)];
        (int process, int threads, int each) = (numbers[0], numbers[1], numbers[2]);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(t => new Thread(() =>
        {
            for (int i = 0; i < each; i++)
            {
                using (store.Lock(TimeSpan.FromMinutes(2), default))
                {
                    ContainerConfig config = store.Read("shared")!;
                    config.Interfaces[0].AddressesV4.Add(IPInterfaceAddress.Parse($"10.{process}.{t}.{i}/32"));
                    store.Write(config);
                }
            }
        }))];
        foreach (Thread thread in all) thread.Start();
        foreach (Thread thread in all) thread.Join();
    }
}
