using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>Another process that writes to a store: this assembly, with a word in its environment.</summary>
internal static class ChildWriter
{
    private const string Variable = "CONTAINERNET_TESTS_WRITER";

    /// <summary>Starts a process that writes for ever; it is to be killed.</summary>
    public static Process StartEndless(string directory) => Start($"endless|{directory}");

    /// <summary>Starts a process in which many threads add one address each at a time to one container.</summary>
    public static Process StartCounting(string directory, int process, int threads, int each) =>
        Start(string.Create(CultureInfo.InvariantCulture, $"count|{directory}|{process}|{threads}|{each}"));

    /// <summary>Starts a process that takes the lock and keeps it.</summary>
    public static Process StartHolding(string directory) => Start($"hold|{directory}");

    // Before the test runner's own Main: this is the only place where the same program can be another one.
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not { } args) return;
        var store = new ContainerStore(args[1]);
        if (args[0] == "endless") Endless(store);
        else if (args[0] == "hold") Hold(store);
        else Count(store, int.Parse(args[2]), int.Parse(args[3]), int.Parse(args[4]));
        Environment.Exit(0);
    }

    private static Process Start(string word)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ContainerNet.Engine.Tests");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        start.Environment[Variable] = word;
        return Process.Start(start)!;
    }

    private static void Endless(ContainerStore store)
    {
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

    private static void Hold(ContainerStore store)
    {
        store.Lock(TimeSpan.Zero, default);
        Console.WriteLine("started");
        Thread.Sleep(Timeout.Infinite);
    }

    private static void Count(ContainerStore store, int process, int threads, int each)
    {
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
