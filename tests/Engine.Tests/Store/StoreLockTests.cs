using System.Diagnostics;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;
using Tmds.Linux;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>The lock, and what killed writers leave.</summary>
public sealed class StoreLockTests : IDisposable
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);

    private readonly TemporaryStore _dir = new();

    private ContainerStore Store => _dir.Store;

    private string Containers => Path.GetDirectoryName(Store.PathOf("x"))!;

    public void Dispose() => _dir.Dispose();

    [Fact]
    public void A_second_thread_waits_and_then_gives_up()
    {
        using IDisposable held = Store.Lock(TimeSpan.Zero);
        ContainerStore other = new(_dir.Directory);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => other.Lock(TimeSpan.FromMilliseconds(30)));
        Assert.Equal(("StoreBusy", CtErrorKind.Busy), (error.ErrorId, error.Kind));
        Assert.EndsWith($"{_dir.Directory}' is being changed by another thread of this process.", error.Message);
        held.Dispose();
        held.Dispose();
        using (other.Lock(TimeSpan.Zero)) Assert.True(File.Exists(Path.Combine(_dir.Directory, "lock")));
    }

    [Fact]
    public void Another_process_is_named()
    {
        using Process child = ChildWriter.StartHolding(_dir.Directory);
        try
        {
            child.StandardOutput.ReadLine();
            ContainerNetException error = Assert.Throws<ContainerNetException>(() => Store.Lock(TimeSpan.FromMilliseconds(30)));
            Assert.Contains($"by process {child.Id} (ContainerNet.En", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            child.Kill();
        }

        using (Store.Lock(s_long)) child.WaitForExit();
    }

    [Fact]
    public void Waiting_can_be_cancelled()
    {
        using IDisposable held = Store.Lock(TimeSpan.Zero);
        using var source = new CancellationTokenSource(30);
        Assert.ThrowsAny<OperationCanceledException>(() => Store.Lock(Timeout.InfiniteTimeSpan, source.Token));
    }

    [Fact]
    public void A_lock_file_that_was_removed_locks_nobody_out_and_nobody_in()
    {
        using (Store.Lock(TimeSpan.Zero))
        {
            File.Delete(Path.Combine(_dir.Directory, "lock"));
        }

        using (Store.Lock(TimeSpan.Zero))
        {
            Assert.Throws<ContainerNetException>(() => Store.Lock(TimeSpan.Zero));
        }
    }

    /// <summary>As a process has it that is forked meanwhile, until its exec.</summary>
    [Fact]
    public void A_lock_that_was_let_go_is_free_although_somebody_else_has_the_open_file()
    {
        var copies = new List<int>();
        using (Store.Lock(TimeSpan.Zero))
        {
            string file = Path.Combine(_dir.Directory, "lock");
            foreach (string link in Directory.GetFiles("/proc/self/fd"))
            {
                if (new FileInfo(link).LinkTarget == file) copies.Add(LibC.dup(int.Parse(Path.GetFileName(link))));
            }
        }

        Assert.NotEmpty(copies);
        using (Store.Lock(TimeSpan.Zero)) foreach (int copy in copies) Assert.Equal(0, LibC.close(copy));
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_and_an_editors_file_is_not()
    {
        using (Store.Lock(TimeSpan.Zero)) Store.Write(Samples.Routed("web01", "1.2.3.4/32"));
        string[] stay = [".web01.yml.swp", ".x.tmp", "web01.yml", ".web01.yml.0123abcd.tmp"];
        foreach (string name in stay[..2]) File.WriteAllText(Path.Combine(Containers, name), "");
        File.WriteAllText(Path.Combine(Containers, stay[3]), "");
        File.WriteAllText(Path.Combine(Containers, ".web01.yml.0123ABCD.tmp"), "");
        using (Store.Lock(TimeSpan.Zero)) Assert.Equal(5, Directory.GetFiles(Containers).Length);

        File.WriteAllText(Path.Combine(_dir.Directory, "lock"), "12345\n");
        using (Store.Lock(TimeSpan.Zero))
        {
            Assert.Equal(
                stay.Order(StringComparer.Ordinal),
                Directory.GetFiles(Containers).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        }

        Assert.Equal("", File.ReadAllText(Path.Combine(_dir.Directory, "lock")));
    }

    [Fact]
    public void Forty_writers_in_two_processes_lose_nothing()
    {
        Store.Write(Samples.Routed("shared"));
        Process[] children = [.. new[] { 1, 2 }.Select(p => ChildWriter.StartCounting(_dir.Directory, p, 20, 5))];
        foreach (Process child in children)
        {
            Assert.True(child.WaitForExit(TimeSpan.FromMinutes(2)));
            Assert.Equal(0, child.ExitCode);
            child.Dispose();
        }

        List<IPInterfaceAddress> addresses = Store.Read("shared")!.Interfaces[0].AddressesV4;
        Assert.Equal(200, addresses.Distinct().Count());
        Assert.Equal(200, addresses.Count);
    }

    [Fact]
    public void Writers_that_are_killed_at_any_moment_leave_a_readable_store()
    {
        var random = new Random(1);
        for (int round = 0; round < 17; round++)
        {
            Process[] children = [.. Enumerable.Range(0, 3).Select(_ => ChildWriter.StartEndless(_dir.Directory))];
            foreach (Process child in children) child.StandardOutput.ReadLine();
            foreach (Process child in children)
            {
                Thread.Sleep(random.Next(25));
                child.Kill();
                StoreSnapshot all = Store.ReadAll();
                Assert.Empty(all.Broken);
                Assert.NotEmpty(all.Containers);
            }

            foreach (Process child in children)
            {
                child.WaitForExit();
                child.Dispose();
            }

            var next = new ContainerStore(_dir.Directory);
            using (next.Lock(s_long)) next.Write(Samples.Routed("after"));
            Assert.Equal(AddressIndex.Of(next.ReadAll().Containers).Count, next.LoadIndex().Count);
            Assert.DoesNotContain(Directory.GetFiles(Containers), f => Path.GetFileName(f)[0] == '.');
        }
    }
}
